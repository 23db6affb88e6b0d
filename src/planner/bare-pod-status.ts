import { newBarePod } from '../model/bare-pod.ts';
import { observedContainers } from '../model/containers.ts';
import { isFinished } from '../model/pod-life.ts';
import type { ObservedPod, Waiting } from '../model/pod.ts';
import type { DesiredPod } from '../model/state.ts';
import { DEFAULT_PROGRESS_DEADLINE_SECONDS, runsAlways } from '../model/workload.ts';
import { isProven } from './proof.ts';

export interface BarePodStatus {
  done: boolean;
  message: string;
  failed?: string;
  waiting?: Waiting;
}

/** One that is to end by itself need not last. */
const isUp = (pod: ObservedPod, now: number): boolean =>
  runsAlways(pod.spec) ? isProven(pod, 0, now) : pod.ready;

/** When a pod that does not come up is given up: time in which nobody drove it is not held against it. */
export const barePodDeadline = (since: number): number => since + DEFAULT_PROGRESS_DEADLINE_SECONDS * 1_000;

/** How far a pod that stands alone is, for whoever waits for it since `since`. */
export const barePodStatus = (
  { ref, resource }: DesiredPod,
  pod: ObservedPod | undefined,
  { now, since }: { now: number; since: number },
): BarePodStatus => {
  const name = `pod "${ref.name}"`;
  const isFresh = pod !== undefined && !pod.terminating;
  if (isFresh && isFinished(pod.spec, observedContainers(pod))) {
    if (pod.exitCode === 0) return { done: true, message: `${name} has completed` };
    const failed = `${name} has failed`;
    return { done: false, message: failed, failed };
  }
  if (isFresh && pod.hash === newBarePod(resource).hash && isUp(pod, now)) {
    return { done: true, message: `${name} is running` };
  }
  return {
    done: false,
    message: `Waiting for ${name} to run...`,
    ...(barePodDeadline(since) <= now && { failed: `${name} exceeded its progress deadline` }),
    ...(isFresh && pod.waiting && { waiting: pod.waiting }),
  };
};
