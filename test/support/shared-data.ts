import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files of others that lie beside the project on some machines; their README says where they come from. */
const root = join(import.meta.dirname, '../../../shared/testdata');

export interface SharedFile {
  /** Relative to the folder asked for. */
  readonly file: string;
  readonly text: string;
}

export const hasSharedData = existsSync(root);

export const sharedFiles = (folder: 'manifests' | 'k8s-api'): SharedFile[] => {
  const start = join(root, folder);
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: relative(start, path), text: readFileSync(path, 'utf8') }));
};

export const sharedPath = (folder: 'manifests' | 'k8s-api', file: string): string => join(root, folder, file);
