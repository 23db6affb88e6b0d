import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Docker } from './docker.ts';
import type { PodRef } from '../../model/pod.ts';
import type { PodFile } from '../../model/pod-file.ts';
import { type Runtime, RuntimeError } from '../driver.ts';
import { type Owner, podUser } from './archive/pod-user.ts';
import { type ArchiveEntry, readArchive } from './archive/read-archive.ts';
import { writeArchive } from './archive/write-archive.ts';
import { dig } from './dig.ts';
import type { Engine } from './engine.ts';
import { toRuntimeError, unlessStatus } from './errors.ts';

/** Files of pods, by the engine's own archives: nothing in the image of the user is needed, and no pod has to run. */

/** Bits of Go's os.FileMode. */
const GO_FOLDER = 2 ** 31;
const GO_LINK = 2 ** 27;

const hasBit = (mode: number, bit: number): boolean => Math.floor(mode / bit) % 2 === 1;

interface Stat {
  readonly path: string;
  readonly isFolder: boolean;
}

/** The engine gives the end of a chain of links at once. */
const stat = async (docker: Docker, id: string, path: string, follows = true): Promise<Stat | undefined> => {
  const header = await docker.getContainer(id).statArchive({ path }).catch(unlessStatus(404));
  if (header === undefined) return undefined;
  const found: unknown = JSON.parse(Buffer.from(header, 'base64').toString());
  const mode = Number(dig(found, 'mode'));
  if (hasBit(mode, GO_LINK)) {
    return follows ? stat(docker, id, String(dig(found, 'linkTarget')), false) : undefined;
  }
  return { path, isFolder: hasBit(mode, GO_FOLDER) };
};

const absolutePath = async (docker: Docker, { id }: PodRef, path: string): Promise<string> => {
  const { Config: config } = await docker.getContainer(id).inspect();
  return posix.resolve('/', config.WorkingDir ?? '', path);
};

const KINDS: Readonly<Record<string, PodFile['kind']>> = {
  0: 'file',
  1: 'hardLink',
  2: 'link',
  5: 'folder',
};

/** The first entry is what was asked for; all others lie below it. */
const belowTop = (top: string, name: string): string => {
  const folder = top.endsWith('/') ? top : `${top}/`;
  if (name === top) return '';
  if (!name.startsWith(folder)) throw new RuntimeError('failed', 'tar contents corrupted');
  return name.slice(folder.length).replace(/\/$/, '');
};

const podFile = (entry: ArchiveEntry, top: string): PodFile => {
  const { name, type, mode, uid, gid, modified, size, target, content } = entry;
  const kind = KINDS[type] ?? 'other';
  return {
    path: belowTop(top, name),
    kind,
    mode: mode % 0o10000,
    uid,
    gid,
    modifiedAt: modified * 1_000,
    size,
    ...(kind === 'link' && { target }),
    ...(kind === 'hardLink' && { target: belowTop(top, target) }),
    ...(kind === 'file' && { content }),
  };
};

/** Empty where there is no such file. */
const textOf = async (docker: Docker, id: string, path: string): Promise<string> => {
  const found = await stat(docker, id, path);
  if (found === undefined || found.isFolder) return '';
  const stream = await docker.getContainer(id).getArchive({ path: found.path });
  for await (const { content } of readArchive(stream)) return text(content);
  return '';
};

const ownerOf = async (docker: Docker, id: string, user: string): Promise<Owner | undefined> => {
  if (/^(?:root|0)?(?::|$)/.test(user)) return undefined;
  return podUser(user, await textOf(docker, id, '/etc/passwd'), await textOf(docker, id, '/etc/group'));
};

async function* ownedBy(owner: Owner | undefined, files: AsyncIterable<PodFile>): AsyncGenerator<PodFile> {
  for await (const file of files) yield { ...file, ...owner };
}

export const createFiles = (engine: Engine): Pick<Runtime, 'statFile' | 'readFiles' | 'writeFiles'> => ({
  statFile: (pod, path) =>
    engine.ask(async (docker) => {
      const found = await stat(docker, pod.id, await absolutePath(docker, pod, path));
      return found && { isFolder: found.isFolder };
    }),

  readFiles: async function* (pod, path) {
    const { stream, address } = await engine.ask(async (docker, connection) => {
      const found = await stat(docker, pod.id, await absolutePath(docker, pod, path));
      if (found === undefined) throw new RuntimeError('notFound', `${path}: no such file or directory`);
      const archive = await docker.getContainer(pod.id).getArchive({ path: found.path });
      return { stream: archive, address: connection.address };
    });
    let top: string | undefined;
    try {
      for await (const entry of readArchive(stream)) {
        top ??= entry.name;
        yield podFile(entry, top);
      }
    } catch (error) {
      throw toRuntimeError(error, address);
    } finally {
      stream.destroy();
    }
  },

  writeFiles: (pod, folder, files) =>
    engine.ask(async (docker) => {
      const container = docker.getContainer(pod.id);
      const { Config: config } = await container.inspect();
      const path = posix.resolve('/', config.WorkingDir ?? '', folder);
      const found = await stat(docker, pod.id, path);
      if (found?.isFolder !== true) throw new RuntimeError('notFound', `${folder}: no such folder`);
      // A pod's user could not give them to anyone else.
      const owner = await ownerOf(docker, pod.id, config.User);
      const archive = Readable.from(writeArchive(ownedBy(owner, files)), { objectMode: false });
      await container.putArchive(archive, { path: found.path, noOverwriteDirNonDir: true });
    }),
});
