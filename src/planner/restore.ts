import { isAvailable } from '../model/pod-counts.ts';
import type { Revision } from '../model/revision.ts';
import { doubtfulAt } from './proof.ts';
import type { Situation } from './situation.ts';

const comesUp = ({ readiness, fresh, now }: Situation): boolean =>
  readiness.kind !== 'held' && !fresh.some((pod) => doubtfulAt(pod) <= now);

/**
 * The revision that the newest one is to replace and that is known to work. None where the newest works itself: what
 * ails its pods then is no fault of the release.
 */
export const lastGoodRevision = ({ workload, newest }: Situation): Revision | undefined =>
  newest?.rolledOut === true
    ? undefined
    : workload.revisions.findLast((revision) => revision !== newest && revision.rolledOut === true);

/**
 * The revision whose lost pods are made again while the newest does not come up. Kubernetes remembers how many old
 * pods there should be. Here the pods tell: where no pod of the newest revision has proven itself and one gives reason
 * for doubt, an old one that still serves is kept at the floor, or else the last that is known to work. Otherwise each
 * old pod that someone removes would be replaced by one more of a bad release, until the good one is gone.
 */
export const revisionToRestore = (situation: Situation, proven: number): Revision | undefined => {
  const { workload, old, minReadySeconds, now } = situation;
  if (proven > 0 || comesUp(situation)) return undefined;
  const good = new Set(old.filter((pod) => isAvailable(pod, minReadySeconds, now)).map((pod) => pod.hash));
  return workload.revisions.findLast((revision) => good.has(revision.hash)) ?? lastGoodRevision(situation);
};
