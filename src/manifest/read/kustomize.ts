import { execFile } from 'node:child_process';
import { CliError } from '../../model/cli-error.ts';
import type { ManifestText } from '../parse.ts';

interface KustomizeIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Programs that build a kustomization, the one that users of `-k` have first. */
const builders = [
  { program: 'kubectl', args: ['kustomize'] },
  { program: 'kustomize', args: ['build'] },
] as const;

const MAX_OUTPUT = 256 * 1024 * 1024;

/** berth builds no kustomizations itself: it asks the tools that do. */
export const buildKustomization = async (
  folder: string,
  io: KustomizeIo,
  flags: readonly string[] = [],
): Promise<ManifestText> => {
  for (const { program, args } of builders) {
    const text = await run(program, [...args, folder, ...flags], io);
    if (text !== undefined) return { file: folder, text };
  }
  throw new CliError(
    'noKustomize',
    'neither kubectl nor kustomize is installed, and kustomizations need one of them',
    {
      hint: 'Install one of them, or build elsewhere and apply the result: kustomize build DIR | berth apply -f -',
    },
  );
};

/** What a program says of its failure, which kubectl wraps into a line of a log. */
const saidBy = (stderr: string): string => {
  const text = stderr.trim().replace(/^error: /i, '');
  const [, logged] = /^E\d{4} .*? err=(".*")$/s.exec(text) ?? [];
  return logged === undefined ? text : String(JSON.parse(logged));
};

/** Nothing where the program is not installed. */
const run = async (program: string, args: readonly string[], io: KustomizeIo): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const options = { cwd: io.cwd, env: io.env, signal: io.signal, maxBuffer: MAX_OUTPUT };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if ('code' in error && error.code === 'ENOENT') resolve(undefined);
      else if (error.name === 'AbortError') reject(error);
      else {
        const message = saidBy(stderr);
        reject(new CliError('kustomize', message === '' ? error.message : message, { cause: error }));
      }
    });
  });
