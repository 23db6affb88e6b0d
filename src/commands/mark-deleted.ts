import { DEFAULT_NAMESPACE } from '../cluster/objects/namespace.ts';
import { type ClusterSnapshot, findRecord, observe } from '../cluster/observe.ts';
import { updateRecord } from '../cluster/store.ts';
import { tombstone } from '../cluster/write.ts';
import { CliError } from '../model/cli-error.ts';
import { type ObservedPod, podRef } from '../model/pod.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type ObjectRef, type Resource, refKey, refOf, sameRef } from '../model/resource.ts';
import type { PlannedStep } from '../model/step.ts';
import { DEFAULT_GRACE_SECONDS } from '../model/workload.ts';
import { type Target, targetOf } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';

/** What a deletion waits for, and what it does at once. */
export interface Deletion {
  targets: Target[];
  firstSteps: PlannedStep[];
}

const refuse = ({ kind, metadata }: Resource, objects: readonly Resource[]): void => {
  if (kind === 'Namespace' && metadata.name === DEFAULT_NAMESPACE) {
    throw new CliError(
      'forbidden',
      `namespaces "${metadata.name}" is forbidden: this namespace may not be deleted`,
    );
  }
  if (kind === 'Node') {
    throw new CliError('notSupported', `node "${metadata.name}" is the machine of the engine, and stays`);
  }
  const withOwner = objects.some(({ metadata: { uid } }) =>
    metadata.ownerReferences?.some((owner) => owner.uid === uid),
  );
  if (kind === 'ReplicaSet' && !withOwner) {
    throw new CliError(
      'notSupported',
      `replicaset "${metadata.name}" is a revision of its Deployment and goes with it`,
    );
  }
};

/**
 * With a namespace goes all that is in it, and itself last: a command that is killed in between finds the rest by it.
 * What was marked before is among them, for its pods may still be there.
 */
const recordsToDelete = (objects: readonly Resource[], records: readonly StoredRecord[]): StoredRecord[] => {
  const namespaces = new Set(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
  );
  const named = new Set(objects.map((object) => refKey(refOf(object))));
  const isNamespace = ({ resource }: StoredRecord): number => (resource.kind === 'Namespace' ? 1 : 0);
  return records
    .filter(
      ({ resource }) =>
        named.has(refKey(refOf(resource))) || namespaces.has(resource.metadata.namespace ?? ''),
    )
    .sort((a, b) => isNamespace(a) - isNamespace(b));
};

const stopNow = (pod: ObservedPod, workload: ObjectRef, graceSeconds: number | undefined): PlannedStep => ({
  step: {
    kind: 'stopPod',
    pod: podRef(pod),
    graceSeconds: graceSeconds ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
    reason: 'it was deleted',
  },
  workload,
});

/** It is stopped once its Services no longer lead to it. */
const retire = (pod: ObservedPod, workload: ObjectRef): PlannedStep => ({
  step: { kind: 'retirePod', pod: podRef(pod), reason: 'it was deleted' },
  workload,
});

const asDraft = ({ resource, deleted, revisions }: StoredRecord): RecordDraft => ({
  resource,
  deleted,
  revisions,
});

/**
 * A pod that is deleted is asked to end; its workload, which makes a new one, is what the command waits for. With a
 * workload that is deleted as well its pods go anyway.
 */
const podDeletion = (
  objects: readonly Resource[],
  { pods, records }: ClusterSnapshot,
  graceSeconds: number | undefined,
): Deletion => {
  const named = new Set(objects.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.uid));
  const deleted = new Set(objects.map((object) => refKey(refOf(object))));
  const owned = pods.flatMap((pod) =>
    named.has(pod.uid) && pod.owner !== undefined && !deleted.has(refKey(pod.owner))
      ? [{ pod, owner: pod.owner }]
      : [],
  );
  const owners = [...new Map(owned.map(({ owner }) => [refKey(owner), owner])).values()];
  return {
    targets: owners.flatMap((owner) => {
      const record = findRecord(records, owner);
      return record === undefined ? [] : [targetOf(asDraft(record))];
    }),
    firstSteps: owned.map(({ pod, owner }) =>
      graceSeconds === undefined && pod.state === 'running'
        ? retire(pod, owner)
        : stopNow(pod, owner, graceSeconds),
    ),
  };
};

/** Marks what is to be stopped, for who does not wait for it: whoever waits next brings it to its end. */
export const markStops = async (runtime: Runtime, { firstSteps }: Deletion): Promise<void> => {
  for (const { step } of firstSteps) {
    if (step.kind === 'stopPod' || step.kind === 'retirePod') await runtime.retirePod(step.pod);
  }
};

/** A pod that stands alone and whose record was lost gets one that says that it is to go. */
const markOrphan = async (runtime: Runtime, object: Resource): Promise<Target[]> => {
  const resource = { ...object, metadata: { ...object.metadata, generation: 1 } };
  const { after } = await updateRecord(runtime, refOf(object), (current) =>
    current === undefined ? { resource, deleted: true, revisions: [] } : undefined,
  );
  return after === undefined ? [] : [targetOf(after)];
};

const orphansAmong = (objects: readonly Resource[], { pods, records }: ClusterSnapshot): Resource[] => {
  const alone = new Set(pods.filter(({ owner }) => owner === undefined).map(({ uid }) => uid));
  return objects.filter(
    (object) =>
      object.kind === 'Pod' &&
      alone.has(object.metadata.uid ?? '') &&
      findRecord(records, refOf(object)) === undefined,
  );
};

/** Marks objects as deleted in the store. What belongs to them is removed by converging. */
export const markDeleted = async (
  runtime: Runtime,
  objects: readonly Resource[],
  graceSeconds: number | undefined,
): Promise<Deletion> => {
  for (const object of objects) refuse(object, objects);
  const snapshot = await observe(runtime);
  const targets: Target[] = [];
  const firstSteps: PlannedStep[] = [];
  for (const record of recordsToDelete(objects, snapshot.records)) {
    const ref = refOf(record.resource);
    const { after } = await updateRecord(
      runtime,
      ref,
      (current) => (current === undefined || current.deleted ? undefined : tombstone(current)),
      { record },
    );
    if (after !== undefined) targets.push(targetOf(after));
    if (graceSeconds === undefined) continue;
    const own = snapshot.pods.filter(({ owner, namespace, name }) =>
      sameRef(owner ?? { kind: 'Pod', namespace, name }, ref),
    );
    firstSteps.push(...own.map((pod) => stopNow(pod, ref, graceSeconds)));
  }
  const pods = podDeletion(objects, snapshot, graceSeconds);
  for (const orphan of orphansAmong(objects, snapshot)) targets.push(...(await markOrphan(runtime, orphan)));
  return { targets: [...targets, ...pods.targets], firstSteps: [...firstSteps, ...pods.firstSteps] };
};
