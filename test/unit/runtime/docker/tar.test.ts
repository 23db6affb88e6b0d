import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { tarOf, untar } from '../../../../src/runtime/docker/tar.ts';

const TEXT = 'global\n  # ünïcode\n'.repeat(100);

test('an archive that is made can be read again', () => {
  expect(untar(tarOf('haproxy.cfg', TEXT))).toBe(TEXT);
});

test('an archive is what tar takes for one', () => {
  const listed = execFileSync('tar', ['-xOf', '-', 'haproxy.cfg'], { input: tarOf('haproxy.cfg', TEXT) });
  expect(listed.toString()).toBe(TEXT);
});
