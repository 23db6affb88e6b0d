import { containerRef, isSidecar } from '../model/containers.ts';
import { isInitialized } from '../model/pod-life.ts';
import type { ObservedContainer, ObservedPod, ObservedRun, PodRef } from '../model/pod.ts';
import { podRef } from '../model/pod.ts';
import type { DesiredWorkload, ObservedState } from '../model/state.ts';
import { isProven } from './proof.ts';
import { situationOf } from './situation.ts';

/** Why a pod of the newest revision holds up the rollout. */
export interface PodTrouble {
  /** The one container of it that does, where it has several. */
  pod: PodRef;
  /** In a word, as Kubernetes has them: `CrashLoopBackOff`. */
  reason: string;
  message: string;
  /** It may have written something that tells more. */
  hasRun: boolean;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

type Trouble = Omit<PodTrouble, 'pod'> & { container?: string };

const crash = ({ exitCode, restarts, outOfMemory }: ObservedRun): Trouble => {
  const code = exitCode === undefined ? 'it keeps ending' : `it ended with exit code ${exitCode}`;
  const end = outOfMemory === true ? 'it used more memory than it may' : code;
  return {
    reason: 'CrashLoopBackOff',
    message: restarts === 0 ? end : `${end} and was started again ${times(restarts)}`,
    hasRun: true,
  };
};

const troubleOfRun = (
  run: ObservedRun & Pick<ObservedPod, 'state' | 'waiting' | 'cutOff'>,
): Trouble | undefined => {
  switch (run.state) {
    case 'restarting':
    case 'exited':
      return crash(run);
    case 'running':
      if (run.cutOff === true) {
        return { reason: 'NetworkNotReady', message: 'someone has taken it off its network', hasRun: false };
      }
      if (run.restarts > 0) return crash(run);
      return run.ready
        ? undefined
        : { reason: 'NotReady', message: 'it runs, but its readiness probe does not succeed', hasRun: true };
    case 'paused':
      return { reason: 'Paused', message: 'someone has frozen it', hasRun: true };
    case 'created':
      return run.startError === undefined
        ? { reason: 'NotStarted', message: 'it could not be started', hasRun: false }
        : { reason: 'RunContainerError', message: run.startError, hasRun: false };
    case 'waiting':
      return run.waiting && { ...run.waiting, hasRun: false };
    case 'creating':
    case 'dead':
      return undefined;
  }
};

const initTrouble = (
  { state, exitCode, startError }: ObservedContainer,
  trouble: Trouble,
): Trouble | undefined => {
  if (startError !== undefined) return trouble;
  if (state === 'created' || (state === 'exited' && exitCode === 0)) return undefined;
  return state === 'running'
    ? { reason: 'PodInitializing', message: 'it is an init container and has not ended yet', hasRun: true }
    : trouble;
};

/** The first of its containers, in the order in which they start, that is not as it should be. */
const troubleOf = (pod: ObservedPod): Trouble | undefined => {
  const { spec, containers } = pod;
  if (containers === undefined || pod.state === 'created') return troubleOfRun(pod);
  const inits = new Set((spec.initContainers ?? []).filter((one) => !isSidecar(one)).map(({ name }) => name));
  const isInitializing = !isInitialized(spec, containers);
  for (const container of containers) {
    const found = troubleOfRun(container);
    const isMain = spec.containers.some(({ name }) => name === container.name);
    if (found === undefined || (isMain && isInitializing)) continue;
    const trouble = inits.has(container.name) ? initTrouble(container, found) : found;
    if (trouble === undefined) continue;
    return {
      ...trouble,
      message: `container "${container.name}": ${trouble.message}`,
      container: container.name,
    };
  }
  return undefined;
};

export const troublesOfPod = (pod: ObservedPod): PodTrouble[] => {
  const found = troubleOf(pod);
  if (found === undefined) return [];
  const { container, ...trouble } = found;
  return [{ pod: container === undefined ? podRef(pod) : containerRef(pod, container), ...trouble }];
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
    .flatMap(troublesOfPod);
};
