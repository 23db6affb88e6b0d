import { spawn } from 'node:child_process';
import { CliError } from '../../model/cli-error.ts';
import type { World } from '../../world.ts';

const DEFAULT_EDITOR = 'vi';

/** Lets the user's editor have a file, and resolves once it is closed. */
export const runEditor = (file: string, { env }: Pick<World, 'env'>): Promise<void> => {
  const editor = env['KUBE_EDITOR'] || env['EDITOR'] || DEFAULT_EDITOR;
  return new Promise((resolve, reject) => {
    // The shell splits what the variable holds: `code --wait`.
    const args = ['-c', `${editor} "$1"`, 'berth-edit', file];
    const child = spawn(env['SHELL'] || '/bin/sh', args, { env, stdio: 'inherit' });
    const fail = (): void =>
      reject(new CliError('editor', `there was a problem with the editor ${JSON.stringify(editor)}`));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? resolve() : fail()));
  });
};
