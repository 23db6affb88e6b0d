import type { HostConfig, MountSettings } from '../docker-types.ts';
import { containersOf } from '../../../model/containers.ts';
import type { NewPod } from '../../../model/pod.ts';
import type { VolumeMount } from '../../../model/volume.ts';
import { RuntimeError } from '../../driver.ts';
import { expandVariables } from '../expand-variables.ts';
import type { Circumstances } from './circumstances.ts';
import { containerEnv } from './env.ts';
import { type EngineVolume, engineVolume, mountedVolumes } from './volumes.ts';

/** Where the volumes of a pod appear in its containers. */

const PROPAGATION = { None: 'rprivate', HostToContainer: 'rslave', Bidirectional: 'rshared' } as const;

/** The part of its volume that a mount is about; empty for the whole. */
export const subPathOf = (
  { subPath = '', subPathExpr = '' }: VolumeMount,
  variables: ReadonlyMap<string, string>,
): string => {
  const path = subPathExpr === '' ? subPath : expandVariables(subPathExpr, variables);
  if (subPathExpr !== '' && /\$\([^)]*\)/.test(path)) {
    throw new RuntimeError('invalid', `missing value for subPathExpr "${subPathExpr}"`);
  }
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw new RuntimeError('invalid', `subPath "${path}" must stay within its volume`);
  }
  return path.replace(/\/+$/, '');
};

/** The engine would make a folder where nothing is on the host; only an older form of mount asks it to. */
const mayBeMissing = (volume: EngineVolume): boolean =>
  volume.kind === 'host' && (volume.type === '' || volume.type === 'DirectoryOrCreate');

const hostBind = (path: string, { mountPath, mountPropagation }: VolumeMount, readOnly: boolean): string =>
  [
    path,
    mountPath,
    [readOnly ? 'ro' : 'rw', ...(mountPropagation ? [PROPAGATION[mountPropagation]] : [])].join(','),
  ].join(':');

const bind = (source: string, mount: VolumeMount, readOnly: boolean): MountSettings => ({
  Type: 'bind',
  Source: source,
  Target: mount.mountPath,
  ReadOnly: readOnly,
  ...(mount.mountPropagation && { BindOptions: { Propagation: PROPAGATION[mount.mountPropagation] } }),
});

const volumeMount = (source: string, target: string, readOnly: boolean): MountSettings => ({
  Type: 'volume',
  Source: source,
  Target: target,
  ReadOnly: readOnly,
  // What the image has in this place is hidden, as in Kubernetes.
  VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } },
});

/** What is in memory is there as long as someone holds it: from one init container to the next the sandbox does. */
export const memoryMounts = (pod: NewPod): HostConfig => {
  const mounts = mountedVolumes(pod).flatMap((volume, index) => {
    const engine = engineVolume(pod, volume);
    return engine.kind === 'volume' && engine.isInMemory === true
      ? [volumeMount(engine.name, `/volumes/${index}`, true)]
      : [];
  });
  return mounts.length === 0 ? {} : { Mounts: mounts };
};

export const mountSettings = (pod: NewPod, name: string, circumstances: Circumstances): HostConfig => {
  const container = containersOf(pod).find((one) => one.name === name);
  if (container === undefined) return {};
  const volumes = new Map(mountedVolumes(pod).map((volume) => [volume.name, volume]));
  const variables = containerEnv(pod, container, circumstances);
  const binds: string[] = [];
  const mounts: MountSettings[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (volume === undefined) continue;
    const engine = engineVolume(pod, volume);
    const part = subPathOf(mount, variables);
    const readOnly = mount.readOnly === true || (engine.kind === 'volume' && engine.readOnly === true);
    const root = engine.kind === 'host' ? engine.path : circumstances.volumeRoots.get(mount.name);
    if (part !== '') mounts.push(bind(`${root ?? ''}/${part}`, mount, readOnly));
    else if (engine.kind === 'volume') {
      mounts.push(volumeMount(engine.name, mount.mountPath, readOnly));
    } else if (mayBeMissing(engine)) binds.push(hostBind(engine.path, mount, readOnly));
    else mounts.push(bind(engine.path, mount, readOnly));
  }
  return {
    ...(binds.length > 0 && { Binds: binds }),
    ...(mounts.length > 0 && { Mounts: mounts }),
  };
};
