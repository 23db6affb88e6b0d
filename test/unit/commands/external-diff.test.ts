import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExternalDiff } from '../../../src/commands/external-diff.ts';
import { withFolder } from '../../support/kubectl.ts';

const files = [
  { name: 'v1.ConfigMap.default.a', live: 'x: 1\n', merged: 'x: 2\n' },
  { name: 'v1.ConfigMap.default.b', live: '', merged: 'y: 1\n' },
];

/** Runs a shell script in place of diff, with some arguments. */
const runScript = (script: string, flags = '') =>
  withFolder(async (folder) => {
    const program = join(folder, 'compare');
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const written = { stdout: '', stderr: '' };
    const output = (name: 'stdout' | 'stderr') => ({
      isTTY: false,
      columns: undefined,
      write: (text: string | Uint8Array) => {
        written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      },
    });
    const world = { env: process.env, stdout: output('stdout'), stderr: output('stderr') };
    const code = await runExternalDiff(`${program}${flags}`, files, world);
    return { code, ...written };
  });

describe('the program of KUBECTL_EXTERNAL_DIFF', () => {
  it('gets a folder of live objects and one of merged ones', async () => {
    const { stdout } = await runScript('for folder; do cd $folder; head -n 9 *; done');
    expect(stdout.replaceAll(/\n+/g, '\n')).toBe(
      [
        '==> v1.ConfigMap.default.a <==\nx: 1\n==> v1.ConfigMap.default.b <==\n',
        '==> v1.ConfigMap.default.a <==\nx: 2\n==> v1.ConfigMap.default.b <==\ny: 1\n',
      ].join(''),
    );
  });

  it('gets its arguments, but for those that kubectl does not let through', async () => {
    const { stdout } = await runScript('shift 2; echo "$@"', ' -u --color=always --to=/etc/x ;rm');
    expect(stdout).toBe('-u --color=always\n');
  });

  it('says by its exit code whether anything differs', async () => {
    expect(await runScript('echo same')).toEqual({ code: 0, stdout: 'same\n', stderr: '' });
    expect(await runScript('echo why >&2; exit 1')).toEqual({ code: 1, stdout: '', stderr: 'why\n' });
  });

  it('has failed with any other exit code', async () => {
    await expect(runScript('exit 3')).rejects.toThrow(/^failed to run ".*\/compare": exit status 3$/);
  });

  it('must be there', async () => {
    const world = { env: {}, stdout: nowhere, stderr: nowhere };
    await expect(runExternalDiff('no-such-program', files, world)).rejects.toThrow(
      'failed to run "no-such-program": executable file not found in $PATH',
    );
  });

  it('leaves nothing behind, for there may be secrets in it', async () => {
    await withFolder(async (folder) => {
      const note = join(folder, 'note');
      await runScript(`echo $1 $2 > ${note}`);
      const folders = readFileSync(note, 'utf8').trim().split(' ');
      expect(folders.map((name) => existsSync(name))).toEqual([false, false]);
    });
  });
});

const nowhere = { isTTY: false, columns: undefined, write: () => {} };
