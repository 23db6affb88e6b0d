import { countPods } from '../model/pod-counts.ts';
import type { PodCounts } from '../model/pod-counts.ts';
import { replicaBounds } from '../model/replica-bounds.ts';
import { revisionOfTemplate } from '../model/revision.ts';
import type { Waiting } from '../model/pod.ts';
import type { DesiredWorkload, ObservedState } from '../model/state.ts';
import { deadlineAt } from './progress.ts';
import { isProven } from './proof.ts';
import { situationOf } from './situation.ts';
import type { Situation } from './situation.ts';

export interface RolloutStatus {
  /** Nothing of the rollout is left but pods that have been asked to end. */
  done: boolean;
  /** kubectl's sentence. */
  message: string;
  counts: PodCounts;
  /** The rollout came to nothing in the time it had: kubectl's error. Steps go on all the same. */
  failed?: string;
  /** Why no pod of the newest revision can be made. */
  waiting?: Waiting;
}

const shortOf = (name: string, replicas: number, updated: number): string =>
  `Waiting for deployment "${name}" rollout to finish: ${updated} out of ${replicas} new replicas have been updated...`;

/** kubectl's sentences in kubectl's order; undefined once all is done. */
const pending = (name: string, replicas: number, counts: PodCounts, settled: number): string | undefined => {
  const rollout = `Waiting for deployment "${name}" rollout to finish:`;
  // kubectl says this while the controller has not acted upon a change yet; that is how pods come to be too many.
  if (counts.updated > replicas) return 'Waiting for deployment spec update to be observed...';
  if (counts.updated < replicas) {
    return shortOf(name, replicas, counts.updated);
  }
  if (counts.replicas > counts.updated) {
    return `${rollout} ${counts.replicas - counts.updated} old replicas are pending termination...`;
  }
  if (settled < counts.updated) {
    return `${rollout} ${settled} of ${counts.updated} updated replicas are available...`;
  }
  return undefined;
};

export const statusOf = (situation: Situation, since: number): RolloutStatus => {
  const { workload, newest, bounds, minReadySeconds, fresh, old, readiness, now } = situation;
  const { name } = workload.ref;
  const counts = countPods(
    [...fresh, ...old],
    { newestHash: newest?.hash, replicas: bounds.replicas, minReadySeconds },
    now,
  );
  const settled = fresh.filter((pod) => isProven(pod, minReadySeconds, now)).length;
  const message = pending(name, bounds.replicas, counts, settled);
  if (message === undefined) {
    return { done: true, message: `deployment "${name}" successfully rolled out`, counts };
  }
  const deadline = deadlineAt(situation, since);
  const isShort = fresh.length < bounds.replicas || fresh.some(({ state }) => state === 'waiting');
  const waiting = isShort && readiness.kind === 'held' ? readiness.waiting : undefined;
  return {
    done: false,
    message,
    counts,
    ...(deadline !== undefined && deadline <= now
      ? { failed: `deployment "${name}" exceeded its progress deadline` }
      : {}),
    ...(waiting === undefined ? {} : { waiting }),
  };
};

/** How far a workload is, for whoever waits for it since `since`. */
export const rolloutStatus = (
  workload: DesiredWorkload,
  observed: ObservedState,
  now: number,
  since = 0,
): RolloutStatus => statusOf(situationOf(workload, observed, now), since);

/**
 * The same for whoever waits for the template to be rolled out, whenever that may be: a paused workload whose template
 * has changed has not begun.
 */
export const watchedStatus = (
  workload: DesiredWorkload,
  observed: ObservedState,
  now: number,
  since = 0,
): RolloutStatus => {
  const { ref, resource, revisions } = workload;
  const { counts, ...status } = rolloutStatus(workload, observed, now, since);
  const { replicas } = replicaBounds(resource.spec);
  if (replicas === 0 || revisionOfTemplate(resource.spec, revisions) !== undefined)
    return { counts, ...status };
  return {
    done: false,
    message: shortOf(ref.name, replicas, 0),
    counts: { ...counts, updated: 0, updatedAvailable: 0 },
  };
};
