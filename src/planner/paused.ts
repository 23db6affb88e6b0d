import type { ObservedPod } from '../model/pod.ts';
import { inRemovalOrder } from './removal-order.ts';
import type { Decision, Situation } from './situation.ts';

/**
 * A paused workload is scaled, not rolled. With one revision running, that one gets the replicas. In the middle of
 * a rollout the surge may stay, and the revision with the most pods takes what is missing.
 */
export const scalePaused = (situation: Situation): Decision => {
  const { workload, bounds, fresh, old, newest, minReadySeconds, now } = situation;
  const pods = [...fresh, ...old];
  const counts = new Map<string, number>();
  for (const pod of pods) counts.set(pod.hash, (counts.get(pod.hash) ?? 0) + 1);

  const limit = counts.size > 1 ? bounds.ceiling : bounds.replicas;
  const surplus = Math.max(0, pods.length - (bounds.replicas === 0 ? 0 : limit));
  const remove = inRemovalOrder(pods, minReadySeconds, now)
    .slice(0, surplus)
    .map((pod: ObservedPod) => ({ pod, reason: `scale down from ${pods.length} to ${limit}` }));

  // Newest first, so that it wins where two are equally large.
  const largest = [...workload.revisions]
    .reverse()
    .sort((a, b) => (counts.get(b.hash) ?? 0) - (counts.get(a.hash) ?? 0))[0];
  const revision = largest ?? newest;
  const count = bounds.replicas - pods.length;
  const reason = `scale up from ${pods.length} to ${bounds.replicas}`;
  return { remove, create: revision !== undefined && count > 0 ? [{ revision, count, reason }] : [] };
};
