import { isAvailable, runningSince } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';
import { isProven } from './proof.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** How much is lost with a pod: nothing yet, one that may still come, one that serves, one that is relied upon. */
const worth = (pod: ObservedPod, minReadySeconds: number, now: number): number => {
  if (pod.state === 'waiting' || pod.state === 'creating' || pod.state === 'created') return 0;
  if (!pod.ready) return 1;
  if (!isAvailable(pod, minReadySeconds, now)) return 2;
  return isProven(pod, minReadySeconds, now) ? 4 : 3;
};

const deletionCost = (pod: ObservedPod): number => {
  const cost = Number(pod.annotations[DELETION_COST] ?? 0);
  return Number.isFinite(cost) ? cost : 0;
};

/**
 * Which pods go first, as in Kubernetes: not started, not ready, not available, cheap to delete, restarted more
 * often, younger. Whoever takes pods from the front takes an available one only when no other is left; the floor
 * rests on that. Names make the order total, so equal input gives an equal plan.
 */
export const inRemovalOrder = (
  pods: readonly ObservedPod[],
  minReadySeconds: number,
  now: number,
): ObservedPod[] =>
  [...pods].sort(
    (a, b) =>
      worth(a, minReadySeconds, now) - worth(b, minReadySeconds, now) ||
      deletionCost(a) - deletionCost(b) ||
      b.restarts - a.restarts ||
      runningSince(b) - runningSince(a) ||
      b.createdAt - a.createdAt ||
      (a.name < b.name ? -1 : 1),
  );
