import type { ObservedPod } from './pod.ts';

/** A pod that counts: one that was asked to end, or that the engine failed to remove, is as good as gone. */
export const isActive = (pod: ObservedPod): boolean => !pod.terminating && pod.state !== 'dead';

/** When the present run of a pod began, as far as anyone knows. */
export const runningSince = (pod: ObservedPod): number => pod.startedAt ?? pod.createdAt;

/** Ready, and for as long as minReadySeconds asks. */
export const isAvailable = (pod: ObservedPod, minReadySeconds: number, now: number): boolean =>
  pod.ready && now - runningSince(pod) >= minReadySeconds * 1000;

/** The pods of one revision, as `get replicasets` shows them. */
export interface RevisionCounts {
  replicas: number;
  ready: number;
  available: number;
}

/** The pods of one workload, as `get deployments` shows them. */
export interface PodCounts extends RevisionCounts {
  /** Of the newest revision. */
  updated: number;
  updatedAvailable: number;
  /** What is missing to have all that are wanted, or that exist, available. */
  unavailable: number;
}

const NONE: RevisionCounts = { replicas: 0, ready: 0, available: 0 };

/** By the hash of the revision; of pods that count only. */
export const countByRevision = (
  pods: Iterable<ObservedPod>,
  minReadySeconds: number,
  now: number,
): Map<string, RevisionCounts> => {
  const counts = new Map<string, RevisionCounts>();
  for (const pod of pods) {
    if (!isActive(pod)) continue;
    const before = counts.get(pod.hash) ?? NONE;
    counts.set(pod.hash, {
      replicas: before.replicas + 1,
      ready: before.ready + (pod.ready ? 1 : 0),
      available: before.available + (isAvailable(pod, minReadySeconds, now) ? 1 : 0),
    });
  }
  return counts;
};

/** `newestHash` is undefined while the workload has no revision yet. */
export const countPods = (
  pods: Iterable<ObservedPod>,
  workload: { newestHash: string | undefined; replicas: number; minReadySeconds: number },
  now: number,
): PodCounts => {
  const byRevision = countByRevision(pods, workload.minReadySeconds, now);
  const updated =
    (workload.newestHash === undefined ? undefined : byRevision.get(workload.newestHash)) ?? NONE;
  let { replicas, ready, available } = NONE;
  for (const counts of byRevision.values()) {
    replicas += counts.replicas;
    ready += counts.ready;
    available += counts.available;
  }
  return {
    replicas,
    ready,
    available,
    updated: updated.replicas,
    updatedAvailable: updated.available,
    unavailable: Math.max(0, Math.max(replicas, workload.replicas) - available),
  };
};
