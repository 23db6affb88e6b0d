import { posix } from 'node:path';
import type { FileStat, PodFile } from '../../model/pod-file.ts';

/** The files of a simulated pod: what was put into it, below folders that every image has. */

export interface MemoryFile extends Omit<PodFile, 'content'> {
  /** From the root on. */
  readonly path: string;
  readonly base64: string;
}

const folderAt = (path: string): MemoryFile => ({
  path,
  kind: 'folder',
  mode: 0o755,
  uid: 0,
  gid: 0,
  modifiedAt: 0,
  size: 0,
  base64: '',
});

const OF_EVERY_IMAGE = ['/', '/etc', '/tmp'].map(folderAt);

const findFile = (files: readonly MemoryFile[], path: string): MemoryFile | undefined => {
  const wanted = posix.resolve('/', path);
  return [...files, ...OF_EVERY_IMAGE].find((file) => file.path === wanted);
};

export const statMemoryFile = (files: readonly MemoryFile[], path: string): FileStat | undefined => {
  const found = findFile(files, path);
  return found && { isFolder: found.kind === 'folder' };
};

async function* contentOf({ base64 }: MemoryFile): AsyncGenerator<Uint8Array> {
  yield Buffer.from(base64, 'base64');
}

/** The file or folder at a path and all below it; none where nothing is. */
export const readMemoryFiles = (files: readonly MemoryFile[], path: string): PodFile[] => {
  const top = findFile(files, path);
  if (top === undefined) return [];
  const prefix = top.path === '/' ? '/' : `${top.path}/`;
  const below = files.filter((file) => file !== top && file.path.startsWith(prefix));
  return [top, ...below].map(({ base64, ...file }) => ({
    ...file,
    path: file === top || file.path === top.path ? '' : file.path.slice(prefix.length),
    ...(file.kind === 'file' ? { content: contentOf({ ...file, base64 }) } : {}),
  }));
};

/** With the folders on the way to it. */
const withFile = (files: readonly MemoryFile[], file: MemoryFile): MemoryFile[] => {
  const parent = posix.dirname(file.path);
  const before = findFile(files, parent) === undefined ? withFile(files, folderAt(parent)) : files;
  return [...before.filter(({ path }) => path !== file.path), file];
};

export const writeMemoryFiles = (
  files: readonly MemoryFile[],
  folder: string,
  added: readonly MemoryFile[],
): readonly MemoryFile[] =>
  added.reduce((all, file) => withFile(all, { ...file, path: posix.resolve('/', folder, file.path) }), files);

/** Files with their bytes, to be kept. */
export const gatherFiles = async (files: AsyncIterable<PodFile>): Promise<MemoryFile[]> => {
  const gathered: MemoryFile[] = [];
  for await (const { content, ...file } of files) {
    const parts: Uint8Array[] = [];
    for await (const part of content ?? []) parts.push(Uint8Array.from(part));
    gathered.push({ ...file, base64: Buffer.concat(parts).toString('base64') });
  }
  return gathered;
};
