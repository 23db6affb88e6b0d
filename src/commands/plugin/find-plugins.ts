import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs on the PATH by which a user adds commands: `berth-foo-bar` is `berth foo bar`. */

export const PREFIX = 'berth-';

type Env = Readonly<Record<string, string | undefined>>;

const foldersOf = ({ PATH = '' }: Env): readonly string[] =>
  PATH.split(delimiter).filter((folder) => folder !== '');

export const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** A dash within a word is an underscore in the name of the program. */
const partOf = (word: string): string => word.replaceAll('-', '_');

export interface FoundPlugin {
  readonly path: string;
  readonly args: readonly string[];
}

/** The plugin with the longest name that the words before the first flag make. */
export const findPlugin = (argv: readonly string[], env: Env): FoundPlugin | undefined => {
  const firstFlag = argv.findIndex((word) => word.startsWith('-'));
  const words = firstFlag < 0 ? argv : argv.slice(0, firstFlag);
  for (let count = words.length; count > 0; count--) {
    const name = PREFIX + words.slice(0, count).map(partOf).join('-');
    for (const folder of foldersOf(env)) {
      const path = join(folder, name);
      if (!name.includes('/') && isExecutable(path)) return { path, args: argv.slice(count) };
    }
  }
  return undefined;
};

/** All files that begin as plugins do, in the order of the PATH. A folder that cannot be read is told to `onTrouble`. */
export const listPlugins = (env: Env, onTrouble: (message: string) => void): readonly string[] =>
  [...new Set(foldersOf(env))].flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => name.startsWith(PREFIX))
        .sort()
        .map((name) => join(folder, name));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        onTrouble(`Unable to read directory ${JSON.stringify(folder)} from your PATH. Skipping...`);
      }
      return [];
    }
  });
