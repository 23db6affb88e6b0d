import { type ClusterSnapshot, findRecord } from '../cluster/observe.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type ObjectRef, refOf, sameRef } from '../model/resource.ts';
import type { DesiredState, DesiredWorkload, ObservedState } from '../model/state.ts';
import { type RolloutStatus, rolloutStatus } from '../planner/rollout-status.ts';

/** An object that the command named and waits for. */
export interface Target {
  ref: ObjectRef;
  /** The object as this command wrote it. Where it reads otherwise, a later command has taken over. */
  uid: string;
  generation: number;
  deleted: boolean;
}

export type Outcome = 'done' | 'failed' | 'timedOut' | 'superseded' | 'interrupted';

export interface TargetResult {
  ref: ObjectRef;
  outcome: Outcome;
  /** kubectl's sentence about the state it is in. */
  message: string;
  /** The newest failure of its steps, in the engine's words. */
  cause?: string;
}

/** All that one turn of the loop works with. */
export interface Turn {
  desired: DesiredState;
  observed: ObservedState;
  snapshot: ClusterSnapshot;
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
  uid: resource.metadata.uid ?? '',
  generation: resource.metadata.generation ?? 0,
  deleted,
});

const isSuperseded = (target: Target, record: StoredRecord | undefined): boolean => {
  if (record === undefined) return false;
  const { uid, generation } = record.resource.metadata;
  return uid !== target.uid || generation !== target.generation || record.deleted !== target.deleted;
};

const workloadStatus = (workload: DesiredWorkload, { observed, now, since }: Turn): TargetStatus => {
  if (!workload.deleted) return rolloutStatus(workload, observed, now, since);
  const left = observed.pods.filter(({ owner }) => owner !== undefined && sameRef(owner, workload.ref));
  return { done: left.length === 0, message: `${left.length} pods are pending termination...` };
};

/** What has no pods is done once it is written. */
export const targetStatus = ({ ref }: Target, turn: Turn): TargetStatus => {
  const workload = turn.desired.workloads.find((candidate) => sameRef(candidate.ref, ref));
  return workload === undefined ? { done: true, message: '' } : workloadStatus(workload, turn);
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
  if (isSuperseded(target, findRecord(turn.snapshot.records, ref))) {
    return { ref, outcome: 'superseded', message: 'a later command has changed it' };
  }
  if (status.done && !busy) return { ref, outcome: 'done', message };
  if (interrupted) return { ref, outcome: 'interrupted', message };
  const reason = lastFailure ?? waiting?.message;
  const cause = reason === undefined ? {} : { cause: reason };
  if (failed !== undefined) return { ref, outcome: 'failed', message: failed, ...cause };
  if (turn.now >= deadline) return { ref, outcome: 'timedOut', message, ...cause };
  return undefined;
};
