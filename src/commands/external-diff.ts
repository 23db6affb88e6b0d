import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../model/cli-error.ts';
import type { DiffFile } from '../output/diff.ts';
import type { Output, World } from '../world.ts';

/** kubectl lets no other arguments through. */
const ARGUMENT = /^[a-zA-Z0-9-=]+$/;

/**
 * Compares with the program of KUBECTL_EXTERNAL_DIFF, given a folder of live objects, one of merged ones, and its
 * own arguments. Returns its exit code where it did compare: 0 for no difference, 1 for some.
 */
export const runExternalDiff = async (
  command: string,
  files: readonly DiffFile[],
  world: Pick<World, 'env' | 'stdout' | 'stderr'>,
): Promise<0 | 1> => {
  const [program = '', ...flags] = command.split(' ');
  const [live, merged] = await Promise.all(['LIVE-', 'MERGED-'].map((name) => mkdtemp(join(tmpdir(), name))));
  if (live === undefined || merged === undefined) throw new Error('There are two folders.');
  try {
    await writeAll(files.map(({ name, live: text }) => [join(live, name), text]));
    await writeAll(files.map(({ name, merged: text }) => [join(merged, name), text]));
    const args = [live, merged, ...flags.filter((flag) => ARGUMENT.test(flag))];
    return await run(program, args, world);
  } finally {
    await Promise.all([live, merged].map((folder) => rm(folder, { recursive: true, force: true })));
  }
};

const writeAll = (files: readonly [path: string, text: string][]): Promise<void[]> =>
  Promise.all(files.map(([path, text]) => writeFile(path, text, { mode: 0o600 })));

const run = (
  program: string,
  args: readonly string[],
  { env, stdout, stderr }: Pick<World, 'env' | 'stdout' | 'stderr'>,
): Promise<0 | 1> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { env, stdio: ['ignore', stdioOf(stdout), stdioOf(stderr)] });
    forward(child, stdout, stderr);
    const fail = (reason: string): void =>
      reject(new CliError('externalDiff', `failed to run ${JSON.stringify(program)}: ${reason}`));
    child.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ENOENT' ? 'executable file not found in $PATH' : error.message),
    );
    child.on('close', (code, signal) => {
      if (code === 0 || code === 1) resolve(code);
      else fail(code === null ? `signal: ${signal}` : `exit status ${code}`);
    });
  });

/** A program that finds a terminal may colour or page. */
const stdioOf = (output: Output): 'inherit' | 'pipe' => (output.terminal === undefined ? 'pipe' : 'inherit');

const forward = (child: ChildProcess, stdout: Output, stderr: Output): void => {
  child.stdout?.on('data', (chunk: Uint8Array) => stdout.write(chunk));
  child.stderr?.on('data', (chunk: Uint8Array) => stderr.write(chunk));
};
