import { spawn } from 'node:child_process';
import { CliError } from '../../model/cli-error.ts';
import type { Output, World } from '../../world.ts';
import type { FoundPlugin } from './find-plugins.ts';

const SIGNALLED = 128;
const SIGINT = 2;

/** The plugin has berth's own streams where those are real ones, and its exit code is berth's. */
export const runPlugin = (
  { path, args }: FoundPlugin,
  { env, stdout, stderr }: Pick<World, 'env' | 'stdout' | 'stderr'>,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(path, [...args], { env, stdio: ['inherit', stdioOf(stdout), stdioOf(stderr)] });
    child.stdout?.on('data', (chunk: Uint8Array) => stdout.write(chunk));
    child.stderr?.on('data', (chunk: Uint8Array) => stderr.write(chunk));
    child.once('error', (error) =>
      reject(new CliError('plugin', `${path} cannot be run: ${error.message}`, { cause: error })),
    );
    child.once('close', (code) => resolve(code ?? SIGNALLED + SIGINT));
  });

const stdioOf = (output: Output): 'inherit' | 'pipe' => (output.terminal === undefined ? 'pipe' : 'inherit');
