import { describe, expect, test } from 'vitest';
import { parseResourceArgs } from '../../../src/commands/resource-args.ts';

const show = (line: string): string => {
  const args = parseResourceArgs(line === '' ? [] : line.split(' '));
  switch (args.form) {
    case 'none':
      return 'none';
    case 'types':
      return `types ${args.types.map(({ plural }) => plural).join(' ')}`;
    case 'names':
    case 'slashes':
    case 'files':
      return `${args.form} ${args.targets.map(({ type, name }) => `${type.plural}/${name}`).join(' ')}`;
  }
};

describe('what follows a verb names objects as in kubectl', () => {
  test.each([
    ['', 'none'],
    ['pods', 'types pods'],
    ['po', 'types pods'],
    ['Pod', 'types pods'],
    ['pods,deploy', 'types pods deployments'],
    ['pods,po,pod', 'types pods'],
    ['deployments.apps', 'types deployments'],
    ['deployments.v1.apps', 'types deployments'],
    ['pod web', 'names pods/web'],
    ['deploy x y', 'names deployments/x deployments/y'],
    ['pod/web', 'slashes pods/web'],
    ['deploy/x svc/y', 'slashes deployments/x services/y'],
    ['pods,svc x y', 'slashes pods/x pods/y services/x services/y'],
    ['pod x x', 'names pods/x pods/x'],
  ])('%s', (line, expected) => {
    expect(show(line)).toBe(expected);
  });

  test('all stands for the types that belong to it', () => {
    expect(show('all')).toMatch(/^types pods .*services .*deployments .*replicasets/);
    expect(show('all')).not.toMatch(/configmaps|namespaces/);
    expect(show('pods,all')).toBe(show('all'));
  });
});

describe('what kubectl refuses is refused in its words', () => {
  test.each([
    ['foo', 'the server doesn\'t have a resource type "foo"'],
    ['foo.bar', 'the server doesn\'t have a resource type "foo"'],
    ['foo/x', 'the server doesn\'t have a resource type "foo"'],
    ['pods,foo', 'the server doesn\'t have a resource type "foo"'],
    ['pods,', 'the server doesn\'t have a resource type ""'],
    ['pods/a/b', 'arguments in resource/name form may not have more than one slash'],
    ['pod/', 'arguments in resource/name form must have a single resource and name'],
    ['/x', 'arguments in resource/name form must have a single resource and name'],
    ['pods,svc/x', 'arguments in resource/name form must have a single resource and name'],
    [
      'pods foo/b',
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'berth get resource/<resource_name>' instead of 'berth get resource resource/<resource_name>'",
    ],
    ['all web', 'you must specify only one resource'],
  ])('%s', (line, message) => {
    expect(() => parseResourceArgs(line.split(' '))).toThrow(expect.objectContaining({ message }));
  });
});
