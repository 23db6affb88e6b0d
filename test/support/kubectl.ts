import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Real kubectl, where there is one: the judge of what berth must do in its place. */

const found = (): boolean => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const hasKubectl = found();

export interface KubectlResult {
  code: number;
  stdout: string;
  stderr: string;
}

export const kubectl = (
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; stdin?: string } = {},
) =>
  new Promise<KubectlResult>((resolve, reject) => {
    const env = { ...process.env, KUBECONFIG: '/dev/null', ...options.env };
    const { cwd } = options;
    const child = execFile(
      'kubectl',
      [...args],
      { env, cwd, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    // It may have answered before it has read.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin ?? '');
  });

/** A folder for files that kubectl is to read, which goes with the test that uses it. */
export const withFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-kubectl-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The JSON documents that kubectl prints one after the other. */
export const jsonDocuments = <T>(text: string): T[] =>
  text.trim() === '' ? [] : JSON.parse(`[${text.trim().replaceAll(/^\}\n\{$/gm, '},\n{')}]`);
