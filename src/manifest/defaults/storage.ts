import { isObject, type JsonObject } from '../json-value.ts';
import { fill, within } from './fill.ts';
import { fillVolumeSource } from './pod.ts';

export const fillPersistentVolume = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  fillVolumeSource(spec);
};

export const fillStorageClass = (object: JsonObject): void =>
  fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });

/** Text is for writing only: it is kept as data. */
export const fillSecret = (object: JsonObject): void => {
  fill(object, { type: 'Opaque' });
  const plain = object['stringData'];
  delete object['stringData'];
  if (!isObject(plain)) return;
  const data = within(object, 'data');
  for (const [key, value] of Object.entries(plain)) {
    if (typeof value === 'string') data[key] = Buffer.from(value).toString('base64');
  }
};

export const fillNamespace = (object: JsonObject): void => {
  const metadata = within(object, 'metadata');
  if (metadata['name'] !== '') within(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata['name'];
  fill(within(object, 'spec'), { finalizers: ['kubernetes'] });
};
