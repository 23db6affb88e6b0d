import { type ClusterSnapshot, findRecord } from '../cluster/observe.ts';
import { findBarePod } from '../model/bare-pod.ts';
import { claimsOf } from '../model/claim.ts';
import { INGRESS_ENTRY } from '../model/ingress.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { serviceOfEndpoints } from '../model/endpoints.ts';
import { type ObjectRef, refOf, sameRef } from '../model/resource.ts';
import type { Revision } from '../model/revision.ts';
import type { DesiredState, DesiredWorkload, ObservedState } from '../model/state.ts';
import type { PodSpec } from '../model/workload.ts';
import { configReferences } from '../planner/config-references.ts';
import { barePodStatus } from '../planner/bare-pod-status.ts';
import { type PodTrouble, podTroubles, troublesOfPod } from '../planner/pod-trouble.ts';
import { ingressStatus, serviceStatus } from '../planner/proxy/service-status.ts';
import { trafficOf } from '../planner/proxy/traffic.ts';
import { type RolloutStatus, rolloutStatus, watchedStatus } from '../planner/rollout-status.ts';
import type { Attempt } from './execute.ts';

/** An object that the command named and waits for. */
export interface Target {
  ref: ObjectRef;
  expected: Expectation;
}

/** When the wait for an object has lost its sense. */
type Expectation =
  /** The command wrote it so. Where it reads otherwise, a later command has taken over. */
  | { kind: 'asWritten'; uid: string; generation: number; deleted: boolean }
  /** Whatever it becomes is waited for, or one revision alone where that is not 0. */
  | { kind: 'asItIs'; revision: number };

export type Outcome = 'done' | 'failed' | 'timedOut' | 'superseded' | 'interrupted';

export interface TargetResult {
  ref: ObjectRef;
  outcome: Outcome;
  /** kubectl's sentence about the state it is in. */
  message: string;
  /** The newest failure of its steps, in the engine's words. */
  cause?: string;
  /** What ails its pods, where it came to nothing. */
  troubles?: PodTrouble[];
}

/** All that one turn of the loop works with. */
export interface Turn {
  desired: DesiredState;
  observed: ObservedState;
  snapshot: ClusterSnapshot;
  /** Steps that the snapshot may not show yet: what runs, and what has ended since the runtime was asked. */
  underway: readonly Attempt[];
  now: number;
  /** When the loop began: a workload's own deadline does not count time in which nobody drove it. */
  since: number;
}

/** What is known of a target beside the state of the cluster. */
export interface Circumstances {
  /** Steps for it are planned or under way. */
  busy: boolean;
  interrupted: boolean;
  deadline: number;
  lastFailure: string | undefined;
}

export type TargetStatus = Pick<RolloutStatus, 'done' | 'message' | 'failed' | 'waiting'>;

export const targetOf = ({ resource, deleted }: RecordDraft): Target => ({
  ref: refOf(resource),
  expected: {
    kind: 'asWritten',
    uid: resource.metadata.uid ?? '',
    generation: resource.metadata.generation ?? 0,
    deleted,
  },
});

/** Waits for an object that others write. */
export const watchedTarget = (ref: ObjectRef, revision: number): Target => ({
  ref,
  expected: { kind: 'asItIs', revision },
});

/** kubectl's words for a revision that is not the newest any more. 0 stands for whichever is. */
export const otherRevision = (wanted: number, revisions: readonly Revision[]): string | undefined => {
  const running = revisions.at(-1)?.number ?? 0;
  return wanted === 0 || wanted === running
    ? undefined
    : `desired revision (${wanted}) is different from the running revision (${running})`;
};

/** Why there is nothing to wait for any more; undefined where there is. */
const supersededBy = ({ expected }: Target, record: StoredRecord | undefined): string | undefined => {
  if (record === undefined) return undefined;
  const { uid, generation } = record.resource.metadata;
  switch (expected.kind) {
    case 'asWritten':
      return uid !== expected.uid || generation !== expected.generation || record.deleted !== expected.deleted
        ? 'a later command has changed it'
        : undefined;
    case 'asItIs':
      return record.deleted ? 'object has been deleted' : otherRevision(expected.revision, record.revisions);
  }
};

const workloadStatus = (workload: DesiredWorkload, { expected }: Target, turn: Turn): TargetStatus => {
  const { desired, observed, now, since } = turn;
  const left = observed.pods.filter(({ owner }) => owner !== undefined && sameRef(owner, workload.ref));
  if (!workload.deleted) {
    const statusNow = expected.kind === 'asItIs' ? watchedStatus : rolloutStatus;
    const status = statusNow(workload, observed, now, since);
    if (!status.done || left.every(trafficOf(desired, observed).isSettled)) return status;
    return { done: false, message: `Waiting for services to lead to the pods of "${workload.ref.name}"...` };
  }
  return { done: left.length === 0, message: `${left.length} pods are pending termination...` };
};

/** Endpoints that a manifest names take effect with the Service that they are for. */
const servedAs = (ref: ObjectRef, { endpoints = [] }: DesiredState): ObjectRef => {
  const stored = endpoints.find((resource) => sameRef(refOf(resource), ref));
  const name = stored === undefined ? undefined : serviceOfEndpoints(stored);
  return name === undefined ? ref : { ...ref, kind: 'Service', name };
};

/** A claim that is to go goes when its last pod has. */
const claimStatus = (ref: ObjectRef, { desired, snapshot }: Turn): TargetStatus | undefined => {
  if (desired.deletedClaims?.some((deleted) => sameRef(deleted, ref)) !== true) return undefined;
  const isLeft = snapshot.claims.some(
    ({ namespace, name }) => namespace === ref.namespace && name === ref.name,
  );
  return { done: !isLeft, message: isLeft ? `Waiting for pods to end that use "${ref.name}"...` : '' };
};

/** The proxy of Ingresses takes the certificates of Secrets. */
const isCertificate = ({ kind, namespace, name }: ObjectRef, { ingresses = [] }: DesiredState): boolean =>
  kind === 'Secret' &&
  ingresses.some(
    ({ metadata, spec }) =>
      metadata.namespace === namespace && (spec.tls ?? []).some(({ secretName }) => secretName === name),
  );

/** A pod that stands alone has come about once it serves, or has done its work. */
const podStatus = (ref: ObjectRef, { desired, observed, now, since }: Turn): TargetStatus | undefined => {
  const wanted = desired.pods?.find((candidate) => sameRef(candidate.ref, ref));
  if (wanted === undefined) return undefined;
  const pod = findBarePod(observed.pods, ref);
  if (wanted.deleted) {
    return { done: pod === undefined, message: pod === undefined ? '' : '1 pods are pending termination...' };
  }
  return barePodStatus(wanted, pod, { now, since });
};

/** What has neither pods nor a proxy is done once it is written. */
export const targetStatus = (target: Target, turn: Turn): TargetStatus => {
  const { ref } = target;
  const { desired, observed, now } = turn;
  const workload = desired.workloads.find((candidate) => sameRef(candidate.ref, ref));
  if (workload !== undefined) return workloadStatus(workload, target, turn);
  if (ref.kind === 'Ingress' || isCertificate(ref, desired))
    return ingressStatus(ref, desired, observed, now);
  return (
    podStatus(ref, turn) ??
    claimStatus(ref, turn) ??
    serviceStatus(servedAs(ref, desired), desired, observed, now) ?? { done: true, message: '' }
  );
};

const referencesOf = (spec: PodSpec): Pick<ObjectRef, 'kind' | 'name'>[] => [
  ...configReferences(spec),
  ...claimsOf(spec).map((name) => ({ kind: 'PersistentVolumeClaim', name })),
  ...(spec.imagePullSecrets ?? []).map(({ name = '' }) => ({ kind: 'Secret', name })),
];

/** Whether what is done for a workload is done for the target, too: its pods may take from it. */
export const concerns = (workload: ObjectRef, target: ObjectRef, { desired }: Turn): boolean => {
  if (sameRef(workload, target)) return true;
  if (workload.namespace !== target.namespace) return false;
  const found = desired.workloads.find(({ ref }) => sameRef(ref, workload));
  return (found?.revisions ?? []).some(({ template }) =>
    referencesOf(template.spec).some(({ kind, name }) => kind === target.kind && name === target.name),
  );
};

/** Whether what is done for a workload is news to whoever named the target. All Ingresses are served as one. */
export const isNewsOf = (workload: ObjectRef, target: ObjectRef, turn: Turn): boolean =>
  concerns(workload, target, turn) || (target.kind === 'Ingress' && sameRef(workload, INGRESS_ENTRY));

const troublesOf = ({ ref }: Target, { desired, observed, now }: Turn): PodTrouble[] => {
  const workload = desired.workloads.find((candidate) => sameRef(candidate.ref, ref));
  if (workload !== undefined) return workload.deleted ? [] : podTroubles(workload, observed, now);
  const pod = ref.kind === 'Pod' ? findBarePod(observed.pods, ref) : undefined;
  return pod === undefined || pod.terminating ? [] : troublesOfPod(pod);
};

/** How it ended for a target; undefined while it is worth going on. */
export const targetResult = (
  target: Target,
  turn: Turn,
  status: TargetStatus,
  { busy, interrupted, deadline, lastFailure }: Circumstances,
): TargetResult | undefined => {
  const { ref } = target;
  const { message, failed, waiting } = status;
  const superseded = supersededBy(target, findRecord(turn.snapshot.records, ref));
  if (superseded !== undefined) return { ref, outcome: 'superseded', message: superseded };
  if (status.done && !busy) return { ref, outcome: 'done', message };
  if (interrupted) return { ref, outcome: 'interrupted', message };
  const isLate = turn.now >= deadline;
  if (failed === undefined && !isLate) return undefined;
  const cause = lastFailure ?? waiting?.message;
  const why = { ...(cause === undefined ? {} : { cause }), troubles: troublesOf(target, turn) };
  return failed === undefined
    ? { ref, outcome: 'timedOut', message, ...why }
    : { ref, outcome: 'failed', message: failed, ...why };
};
