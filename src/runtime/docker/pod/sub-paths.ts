import type { Docker } from '../docker.ts';
import { containersOf } from '../../../model/containers.ts';
import type { NewPod } from '../../../model/pod.ts';
import { showsConfig } from '../../../model/volume.ts';
import { RuntimeError } from '../../driver.ts';
import type { Circumstances } from './circumstances.ts';
import { containerEnv } from './env.ts';
import { versionFolder } from './file-tree.ts';
import type { Filler } from './filler.ts';
import { subPathOf } from './mounts.ts';
import { type PlacedVolume, rootFolder } from './placed-volume.ts';

/** Volumes of which a container sees only a part. */
export interface VolumePart {
  of: PlacedVolume;
  path: string;
}

/** Each part once. */
export const volumeParts = (
  pod: NewPod,
  placed: readonly PlacedVolume[],
  circumstances: Circumstances,
): VolumePart[] => {
  const byName = new Map(placed.map((one) => [one.volume.name, one]));
  const found = new Map<string, VolumePart>();
  for (const container of containersOf(pod)) {
    const variables = containerEnv(pod, container, circumstances);
    for (const mount of container.volumeMounts ?? []) {
      const of = byName.get(mount.name);
      const path = subPathOf(mount, variables);
      if (of !== undefined && path !== '') found.set(`${mount.name}/${path}`, { of, path });
    }
  }
  return [...found.values()];
};

/**
 * What is not there is made, as the kubelet does. A link could lead out of the volume, for the engine would follow it
 * on the machine.
 */
export const ensurePart = async (
  pod: NewPod,
  filler: Filler,
  { of: { volume, folder }, path }: VolumePart,
  version: string,
): Promise<void> => {
  const base = showsConfig(volume) ? `${folder}/${versionFolder(version)}` : folder;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const places = names.map((_, index) => [base, ...names.slice(0, index + 1)].join('/'));
  for (const [index, place] of places.entries()) {
    const stat = await filler.stat(place);
    if (stat?.isLink === true) {
      throw new RuntimeError('invalid', `subPath "${path}" leads through a symbolic link`);
    }
    if (stat === undefined) {
      await filler.unpack(places.slice(index).map((missing) => rootFolder(pod, missing)));
      return;
    }
  }
};

/** Where on the machine the parts of a volume are to be found. */
export const volumeRoot = async (
  docker: Docker,
  { volume, engine }: PlacedVolume,
  version: string,
): Promise<[string, string][]> => {
  if (engine.kind === 'host') return [];
  const { Mountpoint: root } = await docker.getVolume(engine.name).inspect();
  return [[volume.name, showsConfig(volume) ? `${root}/${versionFolder(version)}` : root]];
};
