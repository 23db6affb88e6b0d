import { barePodRef } from '../model/bare-pod.ts';
import type { ClaimRef } from '../model/claim.ts';
import { isIngress } from '../model/ingress.ts';
import type { Machine } from '../model/node.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { ConfigObjects } from '../model/pod-config.ts';
import type { ObservedProxy, ProxySettings } from '../model/proxy.ts';
import type { StoredRecord } from '../model/record.ts';
import { type ObjectRef, refKey, refOf, sameRef } from '../model/resource.ts';
import type { DesiredPod, DesiredService, DesiredState, DesiredWorkload } from '../model/state.ts';
import { isService } from '../model/service.ts';
import { isDeployment, isPod } from '../model/workload.ts';
import type { Runtime, RuntimeRecord } from '../runtime/driver.ts';
import { LEASE } from './lease.ts';
import { storedObject } from './objects/stored.ts';
import { decodeRecords, readRecords } from './store.ts';
import { readTerminationMessages, type TerminationMessages } from './termination-messages.ts';

const CLAIM_KIND = 'PersistentVolumeClaim';

/** All that one look at the runtime tells. */
export interface ClusterSnapshot {
  /** The newest version of each object, tombstones among them. */
  records: StoredRecord[];
  pods: ObservedPod[];
  proxies: ObservedProxy[];
  /** Claims that have a volume, where one is to go. */
  claims: ClaimRef[];
  /** What it all runs on, where that is asked for. */
  machine?: Machine | undefined;
  /** Every version, for what works on the store itself. */
  runtimeRecords: RuntimeRecord[];
}

const deletedClaims = (records: readonly StoredRecord[]): ObjectRef[] =>
  records
    .filter(({ resource, deleted }) => deleted && resource.kind === CLAIM_KIND)
    .map(({ resource }) => refOf(resource));

/** Labels and annotations of a pod that stands alone may change while it is there; its container cannot tell. */
const asRecorded = (pods: readonly ObservedPod[], records: readonly StoredRecord[]): ObservedPod[] => {
  const alone = new Map(
    records
      .filter(({ resource, deleted }) => resource.kind === 'Pod' && !deleted)
      .map(({ resource }) => [refKey(refOf(resource)), resource.metadata]),
  );
  return pods.map((pod) => {
    const ref = barePodRef(pod);
    const metadata = ref && alone.get(refKey(ref));
    return metadata === undefined
      ? pod
      : { ...pod, labels: { ...metadata.labels }, annotations: { ...metadata.annotations } };
  });
};

export const observe = async (runtime: Runtime): Promise<ClusterSnapshot> => {
  const runtimeRecords = await runtime.listRecords();
  const records = decodeRecords(runtimeRecords.filter((record) => record.kind !== LEASE));
  // Pods have their names from Services.
  const services = records.map(({ resource }) => resource).filter(isService);
  const namesIn = new Set(services.map(({ metadata }) => metadata.namespace ?? ''));
  const [pods, proxies, claims] = await Promise.all([
    runtime.listPods({ namesIn }),
    runtime.listProxies(),
    deletedClaims(records).length === 0 ? [] : runtime.listClaims(),
  ]);
  return { records, pods: asRecorded(pods, records), proxies, claims, runtimeRecords };
};

/** What objects are shown from. */
export interface Sight extends Pick<ClusterSnapshot, 'records' | 'pods' | 'proxies' | 'machine'> {
  /** What containers said of their end, where that is asked for. */
  messages?: TerminationMessages;
}

/** The cheapest look that shows what `sources` names. */
export const observeSources = async (
  runtime: Runtime,
  sources: { records: readonly string[]; pods: boolean; proxies?: boolean; machine?: boolean },
  /** Pods that are shown as a whole. */
  isShownWhole?: (pod: ObservedPod) => boolean,
): Promise<Sight> => {
  const [records, pods, proxies, machine] = await Promise.all([
    sources.records.length > 0 ? readRecords(runtime, sources.records) : [],
    sources.pods ? runtime.listPods() : [],
    sources.proxies === true ? runtime.listProxies() : [],
    sources.machine === true ? runtime.machine() : undefined,
  ]);
  const whole = isShownWhole === undefined ? [] : pods.filter(isShownWhole);
  return {
    records,
    pods: asRecorded(pods, records),
    proxies,
    machine,
    ...(whole.length > 0 && { messages: await readTerminationMessages(runtime, whole) }),
  };
};

export const findRecord = (records: readonly StoredRecord[], ref: ObjectRef): StoredRecord | undefined =>
  records.find((record) => sameRef(refOf(record.resource), ref));

const desiredWorkload = ({ resource, revisions, deleted }: StoredRecord): DesiredWorkload[] =>
  isDeployment(resource) ? [{ ref: refOf(resource), resource, revisions, deleted }] : [];

const desiredPod = ({ resource, deleted }: StoredRecord): DesiredPod[] =>
  isPod(resource) ? [{ ref: refOf(resource), resource, deleted }] : [];

const desiredService = ({ resource, deleted }: StoredRecord): DesiredService[] =>
  isService(resource) ? [{ ref: refOf(resource), resource, deleted }] : [];

const ENDPOINT_KINDS = ['Endpoints', 'EndpointSlice'];

const CONFIG_KINDS = ['ConfigMap', 'Secret', 'ServiceAccount', CLAIM_KIND];

/** What pods may take from. */
export const configObjects = (records: readonly StoredRecord[]): ConfigObjects =>
  new Map(
    records
      .filter(({ resource, deleted }) => !deleted && CONFIG_KINDS.includes(resource.kind))
      .map((record) => [refKey(refOf(record.resource)), storedObject(record)]),
  );

/** What the records ask for. */
export const desiredState = (
  records: readonly StoredRecord[],
  proxySettings: ProxySettings = {},
): DesiredState => ({
  workloads: records.flatMap(desiredWorkload),
  pods: records.flatMap(desiredPod),
  services: records.flatMap(desiredService),
  ingresses: records.flatMap(({ resource, deleted }) => (!deleted && isIngress(resource) ? [resource] : [])),
  endpoints: records
    .filter(({ resource, deleted }) => !deleted && ENDPOINT_KINDS.includes(resource.kind))
    .map(({ resource }) => resource),
  deletedClaims: deletedClaims(records),
  proxySettings,
});
