import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { World } from '../world.ts';

/** What kubectl calls the faults of a file. */
const faults: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'file exists',
  EISDIR: 'is a directory',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  EROFS: 'read-only file system',
};

/** What kubectl says of an error of the file system; undefined where it is another error. */
export const faultOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? faults[String(error.code)] : undefined;

/** Reads a file that a flag names; its Errors say why not, as kubectl does. */
export const textFileReader =
  ({ cwd }: Pick<World, 'cwd'>) =>
  (path: string): string => {
    try {
      return readFileSync(resolve(cwd, path), 'utf8');
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      throw new Error(`${fault === faults.EISDIR ? 'read' : 'open'} ${path}: ${fault}`, { cause: error });
    }
  };
