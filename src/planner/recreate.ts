import type { ObservedPod } from '../model/pod.ts';
import { inRemovalOrder } from './removal-order.ts';
import type { Decision, Situation } from './situation.ts';

const mayRun = (pod: ObservedPod): boolean =>
  pod.state === 'running' || pod.state === 'restarting' || pod.state === 'paused';

const isMade = ({ state }: ObservedPod): boolean => state !== 'creating' && state !== 'waiting';

/**
 * Old and new pods never run at the same time. New pods are created beside the old ones and started only once those
 * have ended, terminating ones included: a missing image shows before anything was taken down.
 */
export const recreate = (situation: Situation): Decision => {
  const { bounds, fresh, old, leaving, newest, minReadySeconds, now } = situation;
  if (newest === undefined) return { remove: [], create: [] };

  const canReplace = bounds.replicas === 0 || fresh.some(isMade);
  const surplus = Math.max(0, fresh.length - bounds.replicas);
  const remove = [
    ...(canReplace ? inRemovalOrder(old, minReadySeconds, now) : []).map((pod) => ({
      pod,
      reason: `revision ${newest.number} replaces it`,
    })),
    ...inRemovalOrder(fresh, minReadySeconds, now)
      .slice(0, surplus)
      .map((pod) => ({ pod, reason: `scale down from ${fresh.length} to ${bounds.replicas}` })),
  ];
  const count = bounds.replicas - fresh.length;
  const reason =
    old.length > 0
      ? `roll out revision ${newest.number}`
      : `scale up from ${fresh.length} to ${bounds.replicas}`;
  return {
    remove,
    create: count > 0 ? [{ revision: newest, count, reason }] : [],
    holdStarts: old.length > 0 || leaving.some((pod) => pod.hash !== newest.hash && mayRun(pod)),
  };
};
