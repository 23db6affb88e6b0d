import { shortHash } from '../model/hash.ts';
import { type ConfigData, type ConfigObjects, NO_CONFIG, type PodConfig } from '../model/pod-config.ts';
import { type Resource, refKey } from '../model/resource.ts';
import type { PodSpec } from '../model/workload.ts';
import { type ConfigReference, configReferences } from './config-references.ts';

/** What a pod refers to, out of what there is; or what is missing, in the words of the kubelet. */
export type ResolvedConfig = { config: PodConfig } | { missing: string };

const textEntries = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : [];

const decode = (entries: readonly [string, string][], encoding: 'utf8' | 'base64'): [string, Uint8Array][] =>
  entries.map(([key, value]) => [key, Buffer.from(value, encoding)]);

const dataOf = ({ kind, data, binaryData }: Resource): ConfigData =>
  Object.fromEntries(
    kind === 'Secret'
      ? decode(textEntries(data), 'base64')
      : [...decode(textEntries(data), 'utf8'), ...decode(textEntries(binaryData), 'base64')],
  );

const VERSION_LENGTH = 9;

const versionOf = ({ kind, metadata: { name, uid = '', resourceVersion = '' } }: Resource): string =>
  `${kind}/${name}/${uid}/${resourceVersion}`;

const missingKey = ({ kind, name, keys }: ConfigReference, namespace: string, data: ConfigData) => {
  const key = keys.find((wanted) => data[wanted] === undefined);
  return key === undefined ? undefined : `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
};

export const resolveConfig = (
  namespace: string,
  spec: PodSpec,
  objects: ConfigObjects = new Map(),
): ResolvedConfig => {
  const configMaps: Record<string, ConfigData> = {};
  const secrets: Record<string, ConfigData> = {};
  const versions: string[] = [];
  for (const reference of configReferences(spec)) {
    const { kind, name, optional } = reference;
    const object = objects.get(refKey({ kind, namespace, name }));
    if (object === undefined) {
      if (optional) continue;
      return { missing: `${kind.toLowerCase()} ${JSON.stringify(name)} not found` };
    }
    const data = dataOf(object);
    const missing = optional ? undefined : missingKey(reference, namespace, data);
    if (missing !== undefined) return { missing };
    (kind === 'Secret' ? secrets : configMaps)[name] = data;
    versions.push(versionOf(object));
  }
  const version =
    versions.length === 0 ? NO_CONFIG.version : `v${shortHash(versions.join(), VERSION_LENGTH)}`;
  return { config: { configMaps, secrets, version } };
};
