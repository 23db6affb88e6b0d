import type { Resource } from '../../model/resource.ts';
import { contentHash } from './append-hash.ts';
import { base64, type DataReader, type DataSources, isText, readData } from './keyed-data.ts';

const textOf = (value: Uint8Array): string => Buffer.from(value).toString();

/** What `create configmap` makes of its flags. */
export const newConfigMap = (
  name: string,
  sources: DataSources,
  { appendHash }: { appendHash: boolean },
  reader: DataReader,
): Resource => {
  const words = {
    badKey: (key: string, fault: string) =>
      `${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${fault}`,
    repeatedKey: (key: string) =>
      `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`,
    envFileIsFolder: 'env config file cannot be a directory',
  };
  const entries = [...readData(sources, words, reader)];
  const data = Object.fromEntries(
    entries.filter(([, value]) => isText(value)).map(([key, value]) => [key, textOf(value)]),
  );
  const binaryData = Object.fromEntries(
    entries.filter(([, value]) => !isText(value)).map(([key, value]) => [key, base64(value)]),
  );
  const kind = 'ConfigMap';
  const binary = Object.keys(binaryData).length > 0 ? { binaryData } : {};
  const suffix = appendHash ? `-${contentHash({ kind, name, data, ...binary })}` : '';
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: name + suffix },
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...binary,
  };
};
