import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { archiveOf, tarOf, untar } from '../../../../src/runtime/docker/tar.ts';

const TEXT = 'global\n  # ünïcode\n'.repeat(100);

test('an archive that is made can be read again', () => {
  expect(untar(tarOf('haproxy.cfg', TEXT))).toBe(TEXT);
});

test('an archive is what tar takes for one', () => {
  const listed = execFileSync('tar', ['-xOf', '-', 'haproxy.cfg'], { input: tarOf('haproxy.cfg', TEXT) });
  expect(listed.toString()).toBe(TEXT);
});

test('folders, links, owners, modes, times and long names are what tar takes for them', () => {
  const long = `${'long/'.repeat(30)}name`;
  const archive = archiveOf(
    [
      { name: '0/', mode: 0o2777, gid: 77 },
      { name: '0/..data', mode: 0o777, target: `..${'x'.repeat(120)}` },
      { name: long, mode: 0o400, content: Buffer.from('12345') },
    ],
    Date.UTC(2026, 0, 2),
  );
  const listed = execFileSync('tar', ['--utc', '--numeric-owner', '-tvf', '-'], {
    input: archive,
  }).toString();
  expect(listed.replaceAll(/ +/g, ' ')).toBe(
    `drwxrwsrwx 0/77 0 2026-01-02 00:00 0/
lrwxrwxrwx 0/0 0 2026-01-02 00:00 0/..data -> ..${'x'.repeat(120)}
-r-------- 0/0 5 2026-01-02 00:00 ${long}
`,
  );
});
