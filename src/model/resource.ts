/** Kubernetes objects in the shape their API has. What a field may hold is checked in manifest, once. */

export interface ObjectMeta {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string | null;
  deletionTimestamp?: string;
  generateName?: string;
  ownerReferences?: OwnerReference[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid?: string | undefined;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export const isResource = (value: unknown): value is Resource => {
  if (typeof value !== 'object' || value === null) return false;
  if (!('apiVersion' in value && 'kind' in value && 'metadata' in value)) return false;
  const { apiVersion, kind, metadata } = value;
  const hasName = typeof metadata === 'object' && metadata !== null && 'name' in metadata;
  return (
    typeof apiVersion === 'string' && typeof kind === 'string' && hasName && typeof metadata.name === 'string'
  );
};

/** What names one object of the cluster. `namespace` is empty for kinds that live outside namespaces. */
export interface ObjectRef {
  kind: string;
  namespace: string;
  name: string;
}

export const refOf = (resource: Resource): ObjectRef => ({
  kind: resource.kind,
  namespace: resource.metadata.namespace ?? '',
  name: resource.metadata.name,
});

/** One string per object, for maps and sets. */
export const refKey = (ref: ObjectRef): string => `${ref.kind}/${ref.namespace}/${ref.name}`;

export const sameRef = (a: ObjectRef, b: ObjectRef): boolean =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

/** An object as messages name it: `Deployment default/web`. */
export const describeRef = (ref: ObjectRef): string =>
  `${ref.kind} ${ref.namespace === '' ? '' : `${ref.namespace}/`}${ref.name}`;
