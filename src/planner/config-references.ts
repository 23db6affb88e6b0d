import type { PodSpec } from '../model/workload.ts';
import type { ConfigFiles } from '../model/volume.ts';

/** What a pod takes from ConfigMaps and Secrets. */
export interface ConfigReference {
  kind: 'ConfigMap' | 'Secret';
  name: string;
  /** The keys that it has to have. */
  keys: readonly string[];
  optional: boolean;
}

interface Named {
  name?: string;
  optional?: boolean;
}

const reference = (
  kind: ConfigReference['kind'],
  { name = '', optional = false }: Named,
  keys: readonly string[] = [],
): ConfigReference => ({ kind, name, keys, optional });

const keysOf = ({ items = [] }: ConfigFiles): string[] => items.map(({ key }) => key);

/** In the order in which the kubelet comes upon them. */
export const configReferences = ({
  initContainers = [],
  containers,
  volumes = [],
}: PodSpec): ConfigReference[] => {
  const found: ConfigReference[] = [];
  for (const { configMap, secret, projected } of volumes) {
    if (configMap) found.push(reference('ConfigMap', configMap, keysOf(configMap)));
    if (secret) {
      const { secretName = '', ...rest } = secret;
      found.push(reference('Secret', { ...rest, name: secretName }, keysOf(rest)));
    }
    for (const source of projected?.sources ?? []) {
      if (source.configMap) found.push(reference('ConfigMap', source.configMap, keysOf(source.configMap)));
      if (source.secret) found.push(reference('Secret', source.secret, keysOf(source.secret)));
    }
  }
  for (const { envFrom = [], env = [] } of [...initContainers, ...containers]) {
    for (const { configMapRef, secretRef } of envFrom) {
      if (configMapRef) found.push(reference('ConfigMap', configMapRef));
      if (secretRef) found.push(reference('Secret', secretRef));
    }
    for (const { valueFrom: { configMapKeyRef, secretKeyRef } = {} } of env) {
      if (configMapKeyRef) found.push(reference('ConfigMap', configMapKeyRef, [configMapKeyRef.key]));
      if (secretKeyRef) found.push(reference('Secret', secretKeyRef, [secretKeyRef.key]));
    }
  }
  return found;
};
