import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { storedObject } from './stored.ts';

export const DEFAULT_NAMESPACE = 'default';

/** A namespace as a manifest would give it. */
export const newNamespace = (name: string): Resource => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
  spec: { finalizers: ['kubernetes'] },
});

export const namespaceObject = (record: StoredRecord): Resource => ({
  ...storedObject(record),
  status: { phase: record.deleted ? 'Terminating' : 'Active' },
});

/** The default namespace is there before anything was ever stored. */
export const unstoredDefaultNamespace = (): Resource => ({
  ...newNamespace(DEFAULT_NAMESPACE),
  status: { phase: 'Active' },
});
