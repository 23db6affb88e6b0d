import { findBarePod } from '../model/bare-pod.ts';
import { barePodDeadline } from './bare-pod-status.ts';
import { doubtfulAt, provenAt } from './proof.ts';
import { runningSince } from '../model/pod-counts.ts';
import type { DesiredState, ObservedState } from '../model/state.ts';
import { deadlineAt } from './progress.ts';
import { statusOf } from './rollout-status.ts';
import { situationOf } from './situation.ts';
import type { Situation } from './situation.ts';

/** Every moment at which time alone could change what is planned or reported. */
const moments = (situation: Situation, since: number): number[] => {
  const { fresh, old, readiness, minReadySeconds, now } = situation;
  const due: number[] = [];
  for (const pod of [...fresh, ...old]) {
    if (pod.ready) due.push(runningSince(pod) + minReadySeconds * 1000);
  }
  for (const pod of fresh) {
    if (pod.ready) due.push(provenAt(pod, minReadySeconds));
    else if (old.length > 0) due.push(doubtfulAt(pod));
  }
  if (readiness.kind === 'held' && readiness.until !== undefined) due.push(readiness.until);
  const deadline = statusOf(situation, since).done ? undefined : deadlineAt(situation, since);
  if (deadline !== undefined) due.push(deadline);
  return due.filter((moment) => moment > now);
};

/** When to look again though nothing happened; undefined when only an event can change anything. */
export const nextDue = (
  desired: DesiredState,
  observed: ObservedState,
  now: number,
  since = 0,
): number | undefined => {
  let next: number | undefined;
  for (const workload of desired.workloads) {
    if (workload.deleted) continue;
    const situation = situationOf(workload, observed, now);
    for (const moment of moments(situation, since)) next = Math.min(next ?? moment, moment);
  }
  for (const desiredPod of desired.pods ?? []) {
    const pod = findBarePod(observed.pods, desiredPod.ref);
    const due = [barePodDeadline(since), ...(pod?.ready === true ? [provenAt(pod, 0)] : [])];
    for (const moment of due) if (moment > now) next = Math.min(next ?? moment, moment);
  }
  return next;
};
