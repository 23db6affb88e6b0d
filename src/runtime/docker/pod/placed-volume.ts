import type { MountSettings } from '../docker-types.ts';
import type { NewPod } from '../../../model/pod.ts';
import { showsConfig, type Volume } from '../../../model/volume.ts';
import type { TarEntry } from '../tar.ts';
import type { Circumstances } from './circumstances.ts';
import { fileTree } from './file-tree.ts';
import { FILLER_FOLDER, type FillerMounts } from './filler.ts';
import { parentOf } from './host-path.ts';
import { messageEntries } from './message-files.ts';
import { volumeFiles } from './volume-files.ts';
import { type EngineVolume, engineVolume, mountedVolumes } from './volumes.ts';

/** A volume of a pod with its place in the filler. */
export interface PlacedVolume {
  volume: Volume;
  engine: EngineVolume;
  /** Among the filler's folders. */
  folder: string;
}

export const placeVolumes = (pod: NewPod): PlacedVolume[] =>
  mountedVolumes(pod).map((volume, index) => ({
    volume,
    engine: engineVolume(pod, volume),
    folder: String(index),
  }));

/** Kinds of paths that the engine makes a folder for where there is nothing. */
const MADE_BY_ENGINE = ['', 'DirectoryOrCreate', 'FileOrCreate'];

/** The engine makes volumes that are not there yet together with the filler. */
export const fillerMounts = (placed: readonly PlacedVolume[]): FillerMounts => {
  const mounts: MountSettings[] = [];
  const binds: string[] = [];
  for (const { engine, folder } of placed) {
    const target = `${FILLER_FOLDER}/${folder}`;
    if (engine.kind === 'volume') {
      const { name, labels, driverOptions = {} } = engine;
      const driver = { Name: 'local', Options: { ...driverOptions } };
      const options = { NoCopy: true, Labels: { ...labels }, DriverConfig: driver };
      mounts.push({ Type: 'volume', Source: name, Target: target, VolumeOptions: options });
    } else if (MADE_BY_ENGINE.includes(engine.type)) {
      binds.push(`${engine.type === 'FileOrCreate' ? parentOf(engine.path) : engine.path}:${target}`);
    } else mounts.push({ Type: 'bind', Source: engine.path, Target: target });
  }
  return { Mounts: mounts, Binds: binds };
};

const OPEN_FOLDER = 0o777;
const GROUP_FOLDER = 0o2777;

export const rootFolder = (pod: NewPod, folder: string): TarEntry => {
  const { fsGroup } = pod.spec.securityContext ?? {};
  return fsGroup === undefined
    ? { name: `${folder}/`, mode: OPEN_FOLDER }
    : { name: `${folder}/`, mode: GROUP_FOLDER, gid: fsGroup };
};

/** What is in a volume before anything runs. A claim that was used before is left as it was. */
export const firstEntries = (
  pod: NewPod,
  { volume, engine, folder }: PlacedVolume,
  circumstances: Circumstances,
  isNew: boolean,
): TarEntry[] => {
  if (engine.kind === 'host' || engine.isForeign === true) return [];
  if (!showsConfig(volume)) {
    return isNew ? [rootFolder(pod, folder), ...messageEntries(pod, volume.name, folder)] : [];
  }
  const { fsGroup } = pod.spec.securityContext ?? {};
  const files = volumeFiles(volume, pod, circumstances);
  return fileTree(`${folder}/`, files, circumstances.config.version, fsGroup);
};
