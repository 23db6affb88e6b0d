import type { ObservedPod, PodRef } from '../model/pod.ts';
import { podRef } from '../model/pod.ts';
import type { DesiredWorkload, ObservedState } from '../model/state.ts';
import { isProven } from './proof.ts';
import { situationOf } from './situation.ts';

/** Why a pod of the newest revision holds up the rollout. */
export interface PodTrouble {
  pod: PodRef;
  /** In a word, as Kubernetes has them: `CrashLoopBackOff`. */
  reason: string;
  message: string;
  /** It may have written something that tells more. */
  hasRun: boolean;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const crashText = ({ exitCode, restarts }: ObservedPod): string => {
  const end = exitCode === undefined ? 'it keeps ending' : `it ended with exit code ${exitCode}`;
  return restarts === 0 ? end : `${end} and was started again ${times(restarts)}`;
};

const crash = (pod: ObservedPod): Omit<PodTrouble, 'pod'> => ({
  reason: 'CrashLoopBackOff',
  message: crashText(pod),
  hasRun: true,
});

const troubleOf = (pod: ObservedPod): Omit<PodTrouble, 'pod'> | undefined => {
  switch (pod.state) {
    case 'restarting':
    case 'exited':
      return crash(pod);
    case 'running':
      if (pod.restarts > 0) return crash(pod);
      return pod.ready
        ? undefined
        : { reason: 'NotReady', message: 'it runs, but its readiness probe does not succeed', hasRun: true };
    case 'paused':
      return { reason: 'Paused', message: 'someone has frozen it', hasRun: true };
    case 'created':
      return { reason: 'NotStarted', message: 'it could not be started', hasRun: false };
    case 'waiting':
      return pod.waiting && { ...pod.waiting, hasRun: false };
    case 'creating':
    case 'dead':
      return undefined;
  }
};

/** What ails the new pods of a workload, by name. */
export const podTroubles = (
  workload: DesiredWorkload,
  observed: ObservedState,
  now: number,
): PodTrouble[] => {
  const { fresh, minReadySeconds } = situationOf(workload, observed, now);
  return fresh
    .filter((pod) => !isProven(pod, minReadySeconds, now))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((pod) => {
      const trouble = troubleOf(pod);
      return trouble === undefined ? [] : [{ pod: podRef(pod), ...trouble }];
    });
};
