import { INGRESS_ENTRY } from '../../model/ingress.ts';
import { findBarePod } from '../../model/bare-pod.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { ObservedProxy } from '../../model/proxy.ts';
import type { StoredRecord } from '../../model/record.ts';
import { refKey, refOf, type Resource, sameRef } from '../../model/resource.ts';
import { hasSelector, isService, type Service } from '../../model/service.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import type { Sight } from '../observe.ts';
import { claimObject } from './claim.ts';
import { deploymentObject } from './deployment.ts';
import { DEFAULT_NAMESPACE, namespaceObject, unstoredDefaultNamespace } from './namespace.ts';
import { OCCURRENCES, recentOccurrences } from '../occurrences.ts';
import { endpointsObject } from './endpoints.ts';
import { eventObject } from './event.ts';
import { ingressObject } from './ingress.ts';
import { nodeObjects } from './node.ts';
import { barePodObject, podObject } from './pod.ts';
import { replicaSetObjects } from './replica-set.ts';
import { serviceObject } from './service.ts';
import { storedObject } from './stored.ts';

/** What a runtime has to be asked for to show objects of a kind. */
export interface Sources {
  records: readonly string[];
  pods: boolean;
  proxies: boolean;
  machine: boolean;
}

/** What is made of pods, or is shown while they are left. */
const POD_KINDS = ['Pod', 'ReplicaSet', 'Deployment', 'Endpoints', 'Namespace'];

const PROXY_KINDS = ['Service', 'Ingress'];

/** Kinds that are made of the records of others. */
const RECORD_KINDS: Readonly<Record<string, readonly string[]>> = {
  ReplicaSet: ['Deployment'],
  Endpoints: ['Endpoints', 'Service'],
  Event: [OCCURRENCES],
};

/** The cheapest look that shows these kinds. */
export const sourcesOf = (kinds: readonly string[]): Sources => ({
  records: [...new Set(kinds.flatMap((kind) => RECORD_KINDS[kind] ?? [kind]))],
  pods: kinds.some((kind) => POD_KINDS.includes(kind)),
  proxies: kinds.some((kind) => PROXY_KINDS.includes(kind)),
  machine: kinds.includes('Node'),
});

const isDeploymentRecord = (record: StoredRecord): record is StoredRecord & { resource: Deployment } =>
  isDeployment(record.resource);

const isServiceRecord = (record: StoredRecord): record is StoredRecord & { resource: Service } =>
  isService(record.resource);

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

/** A deleted workload or namespace is still shown while pods of it are left; anything else goes at once. */
const shown = (records: readonly StoredRecord[], pods: readonly ObservedPod[]): StoredRecord[] => {
  const holders = new Set(
    pods.flatMap(({ owner, namespace, name }) => [
      refKey({ kind: 'Namespace', namespace: '', name: namespace }),
      refKey(owner ?? { kind: 'Pod', namespace, name }),
    ]),
  );
  return records.filter((record) => !record.deleted || holders.has(refKey(refOf(record.resource))));
};

/** Pods as they are, and those that stand alone and are yet to be made. */
const podObjects = ({ pods, records, messages }: Sight): Resource[] => {
  const alone = shown(records, pods).filter(({ resource }) => resource.kind === 'Pod');
  const known = new Set(alone.map(({ resource }) => refKey(refOf(resource))));
  const isKnown = (pod: ObservedPod): boolean => known.has(refKey({ ...pod, kind: 'Pod' }));
  return [
    ...pods.filter((pod) => pod.owner !== undefined || !isKnown(pod)).map((pod) => podObject(pod, messages)),
    ...alone.map((record) => barePodObject(record, findBarePod(pods, refOf(record.resource)), messages)),
  ];
};

/** All objects of a kind, complete with status, in the order that an API server lists them. */
export const listObjects = (snapshot: Sight, kind: string, now: number): Resource[] => {
  if (kind === 'Pod') return podObjects(snapshot).sort(byName);
  const pods = byOwner(snapshot.pods);
  const records = shown(snapshot.records, snapshot.pods);
  const podsOf = (record: StoredRecord): ObservedPod[] => pods.get(refKey(refOf(record.resource))) ?? [];
  const proxyOf = ({ resource }: StoredRecord): ObservedProxy | undefined =>
    snapshot.proxies.find(({ service }) => sameRef(service, refOf(resource)));
  const entry = snapshot.proxies.find(({ service }) => sameRef(service, INGRESS_ENTRY));
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
      case 'Service':
        return ofKind.filter(isServiceRecord).map((record) => serviceObject(record, proxyOf(record)));
      case 'Ingress':
        return ofKind.map((record) => ingressObject(record, entry));
      case 'Endpoints':
        return [
          ...ofKind.map(storedObject),
          ...records
            .filter(isServiceRecord)
            .filter(({ resource }) => hasSelector(resource))
            .map((record) => endpointsObject(record, snapshot.pods)),
        ];
      case 'PersistentVolumeClaim':
        return ofKind.map(claimObject);
      case 'Node':
        return nodeObjects(snapshot.machine, snapshot.records, now);
      case 'Event':
        return recentOccurrences(snapshot.records, now).map(eventObject);
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
