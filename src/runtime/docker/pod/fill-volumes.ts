import type { Docker } from '../docker.ts';
import { POD_UID } from '../../../model/labels.ts';
import type { NewPod } from '../../../model/pod.ts';
import { showsConfig } from '../../../model/volume.ts';
import { engineWords, unlessStatus } from '../errors.ts';
import type { Circumstances } from './circumstances.ts';
import { withFiller } from './filler.ts';
import { checkHostPath, typeFault } from './host-path.ts';
import { withMessageFiles } from './message-files.ts';
import { fillerMounts, firstEntries, type PlacedVolume, placeVolumes } from './placed-volume.ts';
import { ensurePart, volumeParts, volumeRoot } from './sub-paths.ts';

/** What is done to the volumes of a pod before its containers are made, and later. */

const newVolumes = async (docker: Docker, placed: readonly PlacedVolume[]): Promise<Set<PlacedVolume>> => {
  const found = await Promise.all(
    placed.map(async (one) => {
      if (one.engine.kind === 'host') return [];
      const volume = await docker.getVolume(one.engine.name).inspect().catch(unlessStatus(404));
      return volume === undefined ? [one] : [];
    }),
  );
  return new Set(found.flat());
};

/** Makes and fills what is to be there, and says where the volumes are that are mounted in part. */
export const prepareVolumes = async (
  docker: Docker,
  asked: NewPod,
  circumstances: Circumstances,
  now: number,
): Promise<Circumstances> => {
  const pod = withMessageFiles(asked);
  const parts = volumeParts(pod, placeVolumes(pod), circumstances);
  const inPart = new Set(parts.map(({ of }) => of.folder));
  // Any path on the host will do where the manifest does not say what it has to be.
  const placed = placeVolumes(pod).filter(
    ({ engine, folder }) => engine.kind === 'volume' || engine.type !== '' || inPart.has(folder),
  );
  if (placed.length === 0) return circumstances;
  const isNew = await newVolumes(docker, placed);
  const { version } = circumstances.config;
  try {
    await withFiller(docker, pod, fillerMounts(placed), now, async (filler) => {
      for (const { engine, folder } of placed) {
        if (engine.kind === 'host') await checkHostPath(filler, folder, engine);
      }
      const entries = placed.flatMap((one) => firstEntries(pod, one, circumstances, isNew.has(one)));
      if (entries.length > 0) await filler.unpack(entries);
      for (const part of parts) await ensurePart(pod, filler, part, version);
    });
  } catch (error) {
    const words = engineWords(error);
    const missing = /bind source path does not exist: (.*)$/.exec(words)?.[1];
    const fault = placed.find(({ engine }) => engine.kind === 'host' && engine.path === missing)?.engine;
    throw fault?.kind === 'host' ? typeFault(fault) : error;
  }
  const roots = await Promise.all(
    placed.filter(({ folder }) => inPart.has(folder)).map((one) => volumeRoot(docker, one, version)),
  );
  return { ...circumstances, volumeRoots: new Map(roots.flat()) };
};

/** Writes anew what has changed, while the pod runs. */
export const refillVolumes = async (
  docker: Docker,
  pod: NewPod,
  circumstances: Circumstances,
  now: number,
): Promise<void> => {
  const placed = placeVolumes(pod).filter(({ volume }) => showsConfig(volume));
  const entries = placed.flatMap((one) => firstEntries(pod, one, circumstances, false));
  if (entries.length === 0) return;
  await withFiller(docker, pod, fillerMounts(placed), now, (filler) => filler.unpack(entries));
};

/** What belongs to a pod alone goes with it; claims stay. */
export const removeVolumes = async (docker: Docker, uid: string): Promise<void> => {
  const filters = { label: [`${POD_UID}=${uid}`] };
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  await Promise.all(
    (volumes ?? []).map(({ Name: name }) => docker.getVolume(name).remove().catch(unlessStatus(404, 409))),
  );
};
