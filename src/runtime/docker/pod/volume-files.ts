import type { NewPod } from '../../../model/pod.ts';
import type { ConfigData } from '../../../model/pod-config.ts';
import type { ConfigFiles, DownwardApiFile, ProjectedSource, Volume } from '../../../model/volume.ts';
import type { Container } from '../../../model/workload.ts';
import type { Circumstances } from './circumstances.ts';
import { fieldValue, resourceValue } from './fields.ts';

/** The files of volumes that come out of the cluster: ConfigMaps, Secrets and the pod's own fields. */

export interface VolumeFile {
  path: string;
  mode: number;
  content: Uint8Array;
}

const DEFAULT_MODE = 0o644;

const configFiles = ({ items }: ConfigFiles, data: ConfigData = {}, mode: number): VolumeFile[] => {
  if (items === undefined || items.length === 0) {
    return Object.entries(data).map(([path, content]) => ({ path, mode, content }));
  }
  return items.flatMap(({ key, path, mode: own = mode }) => {
    const content = data[key];
    return content === undefined ? [] : [{ path, mode: own, content }];
  });
};

const NO_CONTAINER: Container = { name: '', image: '' };

const downwardFiles = (
  items: readonly DownwardApiFile[] = [],
  mode: number,
  pod: NewPod,
  circumstances: Circumstances,
): VolumeFile[] =>
  items.map(({ path, mode: own = mode, fieldRef, resourceFieldRef }) => {
    const text =
      resourceFieldRef === undefined
        ? fieldValue(fieldRef ?? { fieldPath: '' }, pod, circumstances)
        : resourceValue(resourceFieldRef, pod, NO_CONTAINER, circumstances);
    return { path, mode: own, content: Buffer.from(text) };
  });

const sourceFiles = (
  { configMap, secret, downwardAPI }: ProjectedSource,
  mode: number,
  pod: NewPod,
  circumstances: Circumstances,
): VolumeFile[] => {
  const { configMaps, secrets } = circumstances.config;
  return [
    ...(configMap ? configFiles(configMap, configMaps[configMap.name ?? ''], mode) : []),
    ...(secret ? configFiles(secret, secrets[secret.name ?? ''], mode) : []),
    ...(downwardAPI ? downwardFiles(downwardAPI.items, mode, pod, circumstances) : []),
  ];
};

/** Of several files in one place the last one counts. */
export const volumeFiles = (volume: Volume, pod: NewPod, circumstances: Circumstances): VolumeFile[] => {
  const { configMap, secret, projected, downwardAPI } = volume;
  const mode = (configMap ?? secret ?? projected ?? downwardAPI)?.defaultMode ?? DEFAULT_MODE;
  const sources: ProjectedSource[] = [
    ...(configMap ? [{ configMap }] : []),
    ...(secret ? [{ secret: { ...secret, name: secret.secretName ?? '' } }] : []),
    ...(downwardAPI ? [{ downwardAPI }] : []),
    ...(projected?.sources ?? []),
  ];
  const files = sources.flatMap((source) => sourceFiles(source, mode, pod, circumstances));
  return [...new Map(files.map((file) => [file.path, file])).values()];
};
