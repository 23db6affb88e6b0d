import { isAvailable, runningSince } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';

/**
 * A pod without a readiness probe is ready the moment it runs, and most pods that fail do so at once. Old pods wait
 * that long, so that a release that ends right away does not take the good one along, and no rollout is reported as
 * done before. What fails later costs one turn's old pods, which come back (restore.ts); who cannot bear that sets
 * a probe or minReadySeconds.
 */
const SETTLE_MS = 1_000;

/** A pod that came back from a crash has to last as long as the first back-off of Kubernetes. */
const RECOVERY_MS = 10_000;

const hasReadinessProbe = (pod: ObservedPod): boolean =>
  pod.spec.containers.some((container) => container.readinessProbe !== undefined);

const settleMs = (pod: ObservedPod): number => {
  if (pod.restarts > 0) return RECOVERY_MS;
  return hasReadinessProbe(pod) ? 0 : SETTLE_MS;
};

/** When a ready pod will have proven itself, if nothing happens to it. */
export const provenAt = (pod: ObservedPod, minReadySeconds: number): number =>
  runningSince(pod) + Math.max(minReadySeconds * 1000, settleMs(pod));

/** Available, and for long enough that old pods may go because of it. */
export const isProven = (pod: ObservedPod, minReadySeconds: number, now: number): boolean =>
  isAvailable(pod, minReadySeconds, now) && provenAt(pod, minReadySeconds) <= now;

/** Most pods that come up at all come up within this time. */
const DOUBT_MS = 30_000;

/** From when on a pod that does not serve yet speaks against its revision. */
export const doubtfulAt = (pod: ObservedPod): number =>
  pod.restarts > 0 ? runningSince(pod) : pod.createdAt + DOUBT_MS;
