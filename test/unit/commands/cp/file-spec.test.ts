import { describe, expect, test } from 'vitest';
import { parseFileSpec } from '../../../../src/commands/cp/file-spec.ts';

describe('a file of cp', () => {
  test.each([
    ['foo', undefined, undefined, 'foo'],
    ['./foo/', undefined, undefined, './foo'],
    ['/', undefined, undefined, '/'],
    ['pod:/foo', undefined, 'pod', '/foo'],
    ['pod:foo/', undefined, 'pod', 'foo'],
    ['pod:/', undefined, 'pod', '/'],
    ['ns/pod:/foo:bar', 'ns', 'pod', '/foo:bar'],
    ['pod:\\foo\\bar', undefined, 'pod', '/foo/bar'],
    ['pod:', undefined, 'pod', ''],
  ])('%s is one of namespace %s, pod %s, path %s', (word, namespace, pod, path) => {
    expect(parseFileSpec(word)).toEqual({ namespace, pod, path });
  });

  test.each([':foo', 'a/b/c:foo'])('%s is refused', (word) => {
    expect(() => parseFileSpec(word)).toThrow(
      'filespec must match the canonical format: [[namespace/]pod:]file/path',
    );
  });
});
