import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../model/cli-error.ts';
import type { World } from '../../world.ts';
import { runEditor } from './run-editor.ts';

/** Why what was edited cannot be taken: told on top of the file when it is opened again. */
export interface EditFault {
  readonly head: string;
  readonly details: readonly string[];
}

const INTRODUCTION = [
  "Please edit the object below. Lines beginning with a '#' will be ignored,",
  'and an empty file will abort the edit. If an error occurs while saving this file will be',
  'reopened with the relevant failures.',
  '',
];

const commented = (lines: readonly string[]): string =>
  lines
    .flatMap((line) => line.split('\n'))
    .map((line) => (line === '' ? '#\n' : `# ${line}\n`))
    .join('');

const headerOf = (faults: readonly EditFault[]): string =>
  commented([
    ...INTRODUCTION,
    ...faults.flatMap(({ head, details }) => [`${head}:`, ...details.map((detail) => `* ${detail}`), '']),
  ]);

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

interface TextEdit {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** Takes what was saved, or says why not. */
  readonly accept: (text: string) => Promise<readonly EditFault[]>;
}

/** Opens a text in the user's editor, again and again until what is saved can be taken or nothing is changed. */
export const editText = async ({ text, format, accept }: TextEdit, world: World): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'berth-edit-'));
  const file = join(folder, `edit.${format}`);
  let keep = false;
  const giveUp = (message: string): CliError => {
    keep = true;
    world.stderr.write(`A copy of your changes has been stored to ${JSON.stringify(file)}\n`);
    return new CliError('editCancelled', message);
  };
  try {
    let body = text;
    let faults: readonly EditFault[] = [];
    for (;;) {
      await writeFile(file, `${format === 'yaml' ? headerOf(faults) : ''}${body}`, { mode: 0o600 });
      await runEditor(file, world);
      const saved = withoutComments(await readFile(file, 'utf8'));
      if (faults.length > 0 && saved === body) throw giveUp('Edit cancelled, no valid changes were saved.');
      if (saved.trim() === '') {
        world.stderr.write('Edit cancelled, saved file was empty.\n');
        return;
      }
      if (saved === withoutComments(text)) {
        world.stderr.write('Edit cancelled, no changes made.\n');
        return;
      }
      faults = await accept(saved);
      if (faults.length === 0) return;
      body = saved;
    }
  } finally {
    if (!keep) await rm(folder, { recursive: true, force: true });
  }
};
