import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { World } from '../world.ts';

/** What kubectl calls the faults of a file. */
const faults: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
};

/** Reads a file that a flag names; its Errors say why not, as kubectl does. */
export const textFileReader =
  ({ cwd }: Pick<World, 'cwd'>) =>
  (path: string): string => {
    try {
      return readFileSync(resolve(cwd, path), 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const fault = faults[code];
      if (fault === undefined) throw error;
      throw new Error(`${code === 'EISDIR' ? 'read' : 'open'} ${path}: ${fault}`, { cause: error });
    }
  };
