import { MANAGED } from '../../../model/labels.ts';
import type { NewPod } from '../../../model/pod.ts';
import type { Docker } from '../docker.ts';
import type { MountSettings } from '../docker-types.ts';
import { dig } from '../dig.ts';
import { httpStatus, unlessStatus } from '../errors.ts';
import type { TarEntry } from '../tar.ts';
import { archiveOf } from '../tar.ts';

/**
 * A container that never starts. It has the volumes of a pod in reach of the engine's archive calls before the pod's
 * own containers are there, and where those may only read. It is made from the pod's own image, which is there.
 */
export interface Filler {
  /** Undefined where there is nothing. */
  stat(path: string): Promise<FileStat | undefined>;
  unpack(entries: readonly TarEntry[]): Promise<void>;
}

export interface FileStat {
  isFolder: boolean;
  isLink: boolean;
  /** As Go has it: type and permissions. */
  mode: number;
}

const FOLDER_BIT = 2 ** 31;
const LINK_BIT = 2 ** 27;

export const hasBit = (mode: number, bit: number): boolean => Math.floor(mode / bit) % 2 === 1;

/** The volumes of a filler are folders in this one. */
export const FILLER_FOLDER = '/volumes';

export interface FillerMounts {
  Mounts: MountSettings[];
  Binds: string[];
}

const PREFIX = 'berth-filler_';

const removeFiller = async (docker: Docker, name: string): Promise<void> => {
  await docker.getContainer(name).remove({ force: true, v: true }).catch(unlessStatus(404));
};

const makeFiller = async (docker: Docker, pod: NewPod, mounts: FillerMounts): Promise<string> => {
  const name = PREFIX + pod.uid;
  const body = {
    Image: pod.spec.containers[0]?.image,
    Entrypoint: ['never-started'],
    Labels: { [MANAGED]: 'true' },
    HostConfig: { NetworkMode: 'none', ...mounts },
  };
  const make = () => docker.post('/containers/create', body, { name });
  try {
    return String(dig(await make(), 'Id'));
  } catch (error) {
    if (httpStatus(error) !== 409) throw error;
    // One that was left by a command that died.
    await removeFiller(docker, name);
    return String(dig(await make(), 'Id'));
  }
};

const statOf = (header: string): FileStat => {
  const stat: unknown = JSON.parse(Buffer.from(header, 'base64').toString());
  const mode = Number(dig(stat, 'mode'));
  const target = dig(stat, 'linkTarget');
  return {
    mode,
    isFolder: hasBit(mode, FOLDER_BIT),
    isLink: hasBit(mode, LINK_BIT) || (typeof target === 'string' && target !== ''),
  };
};

export const withFiller = async <T>(
  docker: Docker,
  pod: NewPod,
  mounts: FillerMounts,
  now: number,
  use: (filler: Filler) => Promise<T>,
): Promise<T> => {
  const id = await makeFiller(docker, pod, mounts);
  const container = docker.getContainer(id);
  try {
    return await use({
      stat: async (path) => {
        const header = await container
          .statArchive({ path: `${FILLER_FOLDER}/${path}` })
          .catch(unlessStatus(404));
        return header === undefined ? undefined : statOf(header);
      },
      unpack: async (entries) => {
        await container.putArchive(archiveOf(entries, now), { path: FILLER_FOLDER });
      },
    });
  } finally {
    await removeFiller(docker, id);
  }
};
