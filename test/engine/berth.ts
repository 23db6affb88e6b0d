import { execFile, type ExecFileException } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs the real program and the real docker, as a user would. */

const script = fileURLToPath(new URL('../../bin/berth.js', import.meta.url));
const executable = process.env['BERTH_BIN'];

/** What to start, and its first arguments. BERTH_BIN names another form of the program. */
export const program: readonly [file: string, ...args: string[]] =
  executable === undefined ? [process.execPath, script] : [resolve(executable)];

const [file, ...firstArgs] = program;

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const exitCode = (error: ExecFileException | null): number => {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : 1;
};

export const run = (file: string, args: readonly string[], input = '', env = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
    const child = execFile(file, args, options, (error, stdout, stderr) =>
      resolve({ code: exitCode(error), stdout, stderr }),
    );
    // One that has ended already reads nothing more.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });

export const berth = (args: readonly string[], input?: string, env?: object): Promise<Outcome> =>
  run(file, [...firstArgs, ...args], input, env);

/** For what must succeed: the output, or an error with all that was said. */
const succeed = async (outcome: Promise<Outcome>, what: string): Promise<string> => {
  const { code, stdout, stderr } = await outcome;
  if (code !== 0) throw new Error(`${what} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
};

export const berthOk = (args: readonly string[], input?: string, env?: object): Promise<string> =>
  succeed(berth(args, input, env), `berth ${args.join(' ')}`);

export const docker = (...args: readonly string[]): Promise<string> =>
  succeed(run('docker', args), `docker ${args.join(' ')}`);

/** A namespace that no other test and no user has. */
export const uniqueNamespace = (): string => `test-${randomBytes(4).toString('hex')}`;

/** All containers of a namespace, one line each. */
export const containersOf = async (namespace: string, format = '{{.Names}}'): Promise<string[]> => {
  const filter = `label=io.kubernetes.pod.namespace=${namespace}`;
  const out = await docker('ps', '--all', '--no-trunc', '--filter', filter, '--format', format);
  return out.split('\n').filter((line) => line !== '');
};
