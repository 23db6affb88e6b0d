import { containersOf } from '../../../model/containers.ts';
import { CLAIM, MANAGED, POD_NAME, POD_NAMESPACE, POD_UID, POD_VOLUME } from '../../../model/labels.ts';
import type { NewPod } from '../../../model/pod.ts';
import { parseQuantity } from '../../../model/quantity.ts';
import { showsConfig, type Volume } from '../../../model/volume.ts';
import { RuntimeError } from '../../driver.ts';

/** The volumes of a pod, in the words of the engine. */
export type EngineVolume =
  | {
      kind: 'volume';
      name: string;
      labels: Readonly<Record<string, string>>;
      driverOptions?: Readonly<Record<string, string>>;
      /** The engine mounts it from elsewhere; nothing in it is berth's to set. */
      isForeign?: boolean;
      /** With the last container that holds it, all that is in it goes. */
      isInMemory?: boolean;
      readOnly?: boolean;
    }
  | { kind: 'host'; path: string; type: string };

const isMountedInPart = (pod: NewPod, { name }: Volume): boolean =>
  containersOf(pod).some(({ volumeMounts = [] }) =>
    volumeMounts.some((mount) => mount.name === name && (mount.subPath ?? mount.subPathExpr ?? '') !== ''),
  );

/** The volumes that are mounted somewhere. */
export const mountedVolumes = (pod: NewPod): Volume[] => {
  const mounted = new Set(
    containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)),
  );
  return (pod.spec.volumes ?? []).filter(({ name }) => mounted.has(name));
};

/** The volume of a claim has a name that people can find, for it outlives its pods. */
export const claimVolumeName = (namespace: string, claim: string): string => `${claim}.${namespace}.claim`;

const claimLabels = (namespace: string, claim: string): Record<string, string> => ({
  [MANAGED]: 'true',
  [CLAIM]: `${namespace}/${claim}`,
});

const UID_LENGTH = 8;

const ownVolume = (pod: NewPod, { name }: Volume) => ({
  kind: 'volume' as const,
  name: `${name}.${pod.name}.${pod.namespace}.${pod.uid.slice(0, UID_LENGTH)}`,
  labels: {
    [MANAGED]: 'true',
    [POD_UID]: pod.uid,
    [POD_NAMESPACE]: pod.namespace,
    [POD_NAME]: pod.name,
    [POD_VOLUME]: name,
  },
});

const bytesOf = (limit: string | number | undefined): number | undefined => {
  const quantity = limit === undefined ? undefined : parseQuantity(String(limit));
  return quantity === undefined ? undefined : Math.ceil(Number(quantity.nanos) / 1e9);
};

/** A part of it can be mounted only where it is there before the pod, which memory is not. */
const memoryOptions = (pod: NewPod, volume: Volume): Record<string, string> | undefined => {
  if (volume.emptyDir?.medium !== 'Memory' || isMountedInPart(pod, volume)) return undefined;
  const size = bytesOf(volume.emptyDir.sizeLimit);
  const fsGroup = pod.spec.securityContext?.fsGroup;
  const options = [
    fsGroup === undefined ? 'mode=0777' : `mode=2777,gid=${fsGroup}`,
    ...(size === undefined ? [] : [`size=${size}`]),
  ];
  return { type: 'tmpfs', device: 'tmpfs', o: options.join(',') };
};

export const engineVolume = (pod: NewPod, volume: Volume): EngineVolume => {
  const { hostPath, persistentVolumeClaim: claim, nfs } = volume;
  if (hostPath) return { kind: 'host', path: hostPath.path, type: hostPath.type ?? '' };
  if (claim) {
    const { claimName, readOnly = false } = claim;
    const { namespace } = pod;
    const name = claimVolumeName(namespace, claimName);
    return { kind: 'volume', name, labels: claimLabels(namespace, claimName), readOnly };
  }
  const own = ownVolume(pod, volume);
  if (nfs) {
    const { server, path, readOnly = false } = nfs;
    const driverOptions = { type: 'nfs', device: `:${path}`, o: `addr=${server},${readOnly ? 'ro' : 'rw'}` };
    return { ...own, driverOptions, isForeign: true, readOnly };
  }
  if (showsConfig(volume)) return { ...own, readOnly: true };
  if (volume.emptyDir ?? volume.ephemeral) {
    const driverOptions = memoryOptions(pod, volume);
    return driverOptions === undefined ? own : { ...own, driverOptions, isForeign: true, isInMemory: true };
  }
  const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
  throw new RuntimeError('invalid', `volume "${volume.name}": there are no volumes of type ${kind} here`);
};
