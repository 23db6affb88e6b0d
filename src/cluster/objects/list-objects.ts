import type { ObservedPod } from '../../model/pod.ts';
import type { StoredRecord } from '../../model/record.ts';
import { refKey, refOf, type Resource } from '../../model/resource.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import type { ClusterSnapshot } from '../observe.ts';
import { deploymentObject } from './deployment.ts';
import { DEFAULT_NAMESPACE, namespaceObject, unstoredDefaultNamespace } from './namespace.ts';
import { podObject } from './pod.ts';
import { replicaSetObjects } from './replica-set.ts';
import { storedObject } from './stored.ts';

/** What a runtime has to be asked for to show objects of a kind. */
export interface Sources {
  records: readonly string[];
  pods: boolean;
}

const POD_KINDS = ['Deployment'];

/** The cheapest look that shows these kinds. */
export const sourcesOf = (kinds: readonly string[]): Sources => ({
  records: [
    ...new Set(
      kinds.flatMap((kind) => (kind === 'Pod' ? [] : kind === 'ReplicaSet' ? ['Deployment'] : [kind])),
    ),
  ],
  pods: kinds.some((kind) => kind === 'Pod' || kind === 'ReplicaSet' || POD_KINDS.includes(kind)),
});

const isDeploymentRecord = (record: StoredRecord): record is StoredRecord & { resource: Deployment } =>
  isDeployment(record.resource);

const byOwner = (pods: readonly ObservedPod[]): Map<string, ObservedPod[]> => {
  const index = new Map<string, ObservedPod[]>();
  for (const pod of pods) {
    if (pod.owner === undefined) continue;
    const key = refKey(pod.owner);
    const owned = index.get(key);
    if (owned === undefined) index.set(key, [pod]);
    else owned.push(pod);
  }
  return index;
};

const byName = (a: Resource, b: Resource): number => {
  const left = `${a.metadata.namespace ?? ''}/${a.metadata.name}`;
  const right = `${b.metadata.namespace ?? ''}/${b.metadata.name}`;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** A deleted workload is still shown while pods of it are left; anything else goes at once. */
const shown = (records: readonly StoredRecord[], pods: ReadonlyMap<string, ObservedPod[]>): StoredRecord[] =>
  records.filter((record) => !record.deleted || pods.has(refKey(refOf(record.resource))));

/** All objects of a kind, complete with status, in the order that an API server lists them. */
export const listObjects = (
  snapshot: Pick<ClusterSnapshot, 'records' | 'pods'>,
  kind: string,
  now: number,
): Resource[] => {
  if (kind === 'Pod') return snapshot.pods.map(podObject).sort(byName);
  const pods = byOwner(snapshot.pods);
  const records = shown(snapshot.records, pods);
  const podsOf = (record: StoredRecord): ObservedPod[] => pods.get(refKey(refOf(record.resource))) ?? [];
  const ofKind = records.filter(({ resource }) => resource.kind === kind);
  const objects = (): Resource[] => {
    switch (kind) {
      case 'ReplicaSet':
        return records
          .filter(isDeploymentRecord)
          .flatMap((record) => replicaSetObjects(record, podsOf(record), now));
      case 'Deployment':
        return ofKind
          .filter(isDeploymentRecord)
          .map((record) => deploymentObject(record, podsOf(record), now));
      case 'Namespace': {
        const stored = ofKind.map(namespaceObject);
        const hasDefault = stored.some(({ metadata }) => metadata.name === DEFAULT_NAMESPACE);
        return hasDefault ? stored : [unstoredDefaultNamespace(), ...stored];
      }
      default:
        return ofKind.map(storedObject);
    }
  };
  return objects().sort(byName);
};
