import { DEFAULT_PROGRESS_DEADLINE_SECONDS, NO_PROGRESS_DEADLINE } from '../model/workload.ts';
import { isProven, provenAt } from './proof.ts';
import type { Situation } from './situation.ts';

/**
 * When the rollout last came closer to its end, as far as the pods show it: the revision came, a pod of it was
 * made, or one proved itself. Nothing is stored for it, so what a crashed pod once was is forgotten.
 */
const lastProgress = ({ newest, fresh, minReadySeconds, now }: Situation): number => {
  let last = newest === undefined ? 0 : Date.parse(newest.createdAt);
  for (const pod of fresh) {
    last = Math.max(last, pod.createdAt);
    if (isProven(pod, minReadySeconds, now)) last = Math.max(last, provenAt(pod, minReadySeconds));
  }
  return last;
};

/**
 * When the rollout is given up unless it moves on. `since` is when someone began to drive it: time in which nobody
 * did is not held against it.
 */
export const deadlineAt = (situation: Situation, since: number): number | undefined => {
  const { spec } = situation.workload.resource;
  const seconds = spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  if (spec.paused === true || seconds >= NO_PROGRESS_DEADLINE) return undefined;
  return Math.max(lastProgress(situation), since) + seconds * 1000;
};
