import { isAvailable } from '../model/pod-counts.ts';
import type { Revision } from '../model/revision.ts';
import { doubtfulAt } from './proof.ts';
import type { Situation } from './situation.ts';

const comesUp = ({ readiness, fresh, now }: Situation): boolean =>
  readiness.kind !== 'held' && !fresh.some((pod) => doubtfulAt(pod) <= now);

/**
 * The revision whose lost pods are made again while the newest does not come up. Kubernetes remembers how many old
 * pods there should be. Here the pods tell: where the newest revision serves nothing and gives reason for doubt,
 * and an old one still serves, that one is kept at the floor. Otherwise each old pod that someone removes would be
 * replaced by one more of a bad release, until the good one is gone.
 */
export const revisionToRestore = (situation: Situation, serving: number): Revision | undefined => {
  const { workload, old, minReadySeconds, now } = situation;
  if (serving > 0 || comesUp(situation)) return undefined;
  const good = new Set(old.filter((pod) => isAvailable(pod, minReadySeconds, now)).map((pod) => pod.hash));
  return workload.revisions.findLast((revision) => good.has(revision.hash));
};
