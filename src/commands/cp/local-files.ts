import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PodFile } from '../../model/pod-file.ts';

interface Sending {
  /** Of all files, as with `tar -m`. */
  readonly modifiedAt: number;
  /** Whether owners and all permission bits are kept. */
  readonly preserves: boolean;
  readonly onSkipped: (path: string) => void;
}

/** What others may not write, as a usual umask has it. */
const UMASK = 0o022;

const metaOf = (stats: Stats, { modifiedAt, preserves }: Sending) => ({
  mode: preserves ? stats.mode & 0o7777 : stats.mode & 0o777 & ~UMASK,
  uid: preserves ? stats.uid : 0,
  gid: preserves ? stats.gid : 0,
  modifiedAt,
  size: 0,
});

/** A file or folder of this machine, and all below it, under another name. Only a link that is named is followed. */
export const localFiles = async function* (
  path: string,
  name: string,
  sending: Sending,
  isNamed = true,
): AsyncGenerator<PodFile, void> {
  const stats = await (isNamed ? stat(path) : lstat(path));
  const meta = metaOf(stats, sending);
  if (stats.isSymbolicLink()) {
    yield { ...meta, path: name, kind: 'link', target: await readlink(path) };
  } else if (stats.isFile()) {
    yield { ...meta, path: name, kind: 'file', size: stats.size, content: createReadStream(path) };
  } else if (stats.isDirectory()) {
    if (name !== '') yield { ...meta, path: name, kind: 'folder' };
    for (const child of (await readdir(path)).sort()) {
      yield* localFiles(join(path, child), name === '' ? child : `${name}/${child}`, sending, false);
    }
  } else sending.onSkipped(path);
};
