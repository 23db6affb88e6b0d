import { isAvailable } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { Revision } from '../model/revision.ts';
import { doubtfulAt, isProven } from './proof.ts';
import { canCome } from './readiness.ts';
import { inRemovalOrder } from './removal-order.ts';
import { lastGoodRevision, revisionToRestore } from './restore.ts';
import type { Decision, Situation } from './situation.ts';

/**
 * Which pods of a release that does not come up may make room for good ones that it cost. Those that speak against
 * it stay for longest, one of them in any case: without it the release would be tried anew.
 */
const inTheWay = (unavailable: readonly ObservedPod[], now: number): readonly ObservedPod[] => {
  const isDoubtful = (pod: ObservedPod): boolean => doubtfulAt(pod) <= now;
  return [...unavailable.filter((pod) => !isDoubtful(pod)), ...unavailable.filter(isDoubtful).slice(1)];
};

/**
 * Kubernetes' rolling update, decided afresh from what is there.
 *
 * The bounds hold whatever the order in which steps end, because no step of a plan counts on another:
 * - Creations fit under the ceiling while every pod that this plan removes still stands.
 * - Removals leave the floor standing while none of the pods that this plan creates has come.
 *   `old + serving ≥ floor` holds after them whatever becomes of the pods that do not serve yet. So new pods that
 *   never come up leave as many old ones as the floor needs, for ever.
 */
export const rollingUpdate = (situation: Situation): Decision => {
  const { bounds, fresh, old, newest, readiness, traffic, minReadySeconds, now } = situation;
  const decision: Decision = { remove: [], create: [] };
  if (newest === undefined) return decision;

  const order = (pods: readonly ObservedPod[]) => inRemovalOrder(pods, minReadySeconds, now);
  const remove = (pods: readonly ObservedPod[], reason: string) =>
    decision.remove.push(...pods.map((pod) => ({ pod, reason })));

  const freshInOrder = order(fresh);
  const surplus = Math.max(0, fresh.length - bounds.replicas);
  const kept = freshInOrder.slice(surplus);
  remove(freshInOrder.slice(0, surplus), `scale down from ${fresh.length} to ${bounds.replicas}`);

  const proven = kept.filter((pod) => isProven(pod, minReadySeconds, now));
  // A pod that its Services do not lead to yet takes nobody's place.
  const serving = proven.filter(traffic.isSettled).length;
  // While what they need is missing no new pod can come, so no old one has to make room.
  const floor = canCome(readiness) ? bounds.floor : bounds.replicas;
  const replaced = Math.max(0, Math.min(old.length, old.length + serving - floor));
  remove(order(old).slice(0, replaced), `revision ${newest.number} replaces it`);

  // Scaling down in the middle of a rollout can leave more pods than the ceiling allows. Of the new ones, those that
  // are not available make room; for the others old ones will, once the new have proven themselves.
  const unavailable = kept.filter((pod) => !isAvailable(pod, minReadySeconds, now));
  const over = Math.max(0, old.length - replaced + kept.length - bounds.ceiling);
  remove(unavailable.slice(0, over), `at most ${bounds.ceiling} pods during the rollout`);

  const good = revisionToRestore(situation, proven.length);
  const lost = good === undefined ? 0 : Math.max(0, bounds.floor - old.length);
  if (over === 0) {
    const short = Math.max(0, old.length + kept.length + lost - bounds.ceiling);
    remove(inTheWay(unavailable, now).slice(0, short), `revision ${newest.number} does not come up`);
  }

  let room = Math.max(0, bounds.ceiling - fresh.length - old.length);
  const create = (revision: Revision, wanted: number, limit: number, reason: string) => {
    if (wanted <= 0) return;
    const count = Math.max(0, Math.min(wanted, limit, room));
    room -= count;
    decision.create.push({ revision, count, reason });
  };

  const missing = bounds.replicas - fresh.length;
  const isTried = proven.length > 0 || lastGoodRevision(situation) === undefined;
  if (old.length === 0 && isTried) {
    create(newest, missing, missing, `scale up from ${fresh.length} to ${bounds.replicas}`);
    return decision;
  }
  if (good !== undefined) {
    create(good, lost, lost, `revision ${newest.number} does not come up, revision ${good.number} serves on`);
  }
  // Old pods that got lost leave room, which pods of a release that serves nothing yet must not fill up.
  const trial = bounds.maxSurge + bounds.maxUnavailable - (fresh.length - serving);
  create(newest, missing, trial, `roll out revision ${newest.number}`);
  return decision;
};
