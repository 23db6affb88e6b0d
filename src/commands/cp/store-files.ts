import { createWriteStream } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, realpath, unlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PodFile } from '../../model/pod-file.ts';

/** Files of a pod as files of this machine. A pod may be hostile: nothing of it comes to lie outside of `top`. */

const PERMISSIONS = 0o777;

const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Undefined for a path that leads out of its folder. */
const placeOf = (top: string, path: string): string | undefined => {
  if (path === '') return top;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const isOutside = path.startsWith('/') || parts.includes('..') || path.includes('\0');
  return isOutside ? undefined : join(top, ...parts);
};

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );

interface Storing {
  /** Links are left out: what they lead to on this machine is not what they lead to there. */
  readonly onLink: (place: string, target: string) => void;
  readonly onOutside: (path: string) => void;
}

export const storeFiles = async (
  files: AsyncIterable<PodFile>,
  top: string,
  { onLink, onOutside }: Storing,
): Promise<void> => {
  const folders: { place: string; mode: number }[] = [];
  let root = '';

  /** A link that lies here already may lead out as well. */
  const isSafe = async (place: string): Promise<boolean> => {
    if (place === top) return true;
    if (root === '') root = await realpath(top);
    return isWithin(root, await realpath(dirname(place)));
  };

  for await (const { path, kind, mode, target = '', content } of files) {
    const place = placeOf(top, path);
    if (place === undefined) {
      onOutside(path);
      continue;
    }
    await mkdir(dirname(place), { recursive: true });
    if (!(await isSafe(place))) {
      onOutside(path);
      continue;
    }
    if (kind === 'link') onLink(place, target);
    if (kind === 'folder') {
      if (place !== top && (await isLink(place))) await unlink(place);
      await mkdir(place, { recursive: true });
      folders.push({ place, mode });
    }
    if (kind !== 'file' && kind !== 'hardLink') continue;
    if (place !== top && (await isLink(place))) await unlink(place);
    if (kind === 'file') await pipeline(content ?? [], createWriteStream(place));
    else {
      const twin = placeOf(top, target);
      if (twin === undefined || !(await isSafe(twin)) || (await isLink(twin))) {
        onOutside(path);
        continue;
      }
      await copyFile(twin, place);
    }
    await chmod(place, mode & PERMISSIONS);
  }
  // A folder may be read-only, so it is made so when it is full; the innermost first.
  for (const { place, mode } of folders.toReversed()) await chmod(place, mode & PERMISSIONS);
};
