import { findBarePod, newBarePod } from '../model/bare-pod.ts';
import { observedContainers } from '../model/containers.ts';
import { isFinished } from '../model/pod-life.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { DesiredPod, DesiredState, ObservedState } from '../model/state.ts';
import type { PlannedStep, Step } from '../model/step.ts';
import { bringSteps, configSteps, pullSteps, removalSteps, wakingSteps } from './pod-steps.ts';
import type { Traffic } from './proxy/traffic.ts';
import { type Supplies, takePlace } from './readiness.ts';
import { startSteps } from './start-step.ts';

/** Pods that stand alone: each is made once, under its own name, and stays when it has done its work. */

interface Surroundings {
  traffic: Traffic;
  now: number;
}

const creationSteps = (
  { resource }: DesiredPod,
  observed: Supplies,
  { traffic, now }: Surroundings,
): Step[] => {
  const pod = newBarePod(resource);
  const readiness = takePlace(pod, observed, now);
  const pulls = readiness.kind === 'pull' ? pullSteps(readiness) : [];
  return [...pulls, ...bringSteps(pod, readiness, 'it is not there', traffic)];
};

/** Why it cannot stay as it is. An image may change in a pod that is there: it begins anew under its name. */
const misfit = ({ resource, deleted }: DesiredPod, pod: ObservedPod): string | undefined => {
  if (deleted) return 'it was deleted';
  if (pod.terminating) return 'it was asked to end';
  if (pod.state === 'dead') return 'it is dead';
  const isOver = isFinished(pod.spec, observedContainers(pod));
  return pod.hash === newBarePod(resource).hash || isOver ? undefined : 'its image has changed';
};

const stepsOf = (desired: DesiredPod, observed: ObservedState, surroundings: Surroundings): Step[] => {
  const { traffic, now } = surroundings;
  const pod = findBarePod(observed.pods, desired.ref);
  if (pod === undefined) return desired.deleted ? [] : creationSteps(desired, observed, surroundings);
  const reason = misfit(desired, pod);
  if (reason !== undefined) return removalSteps(pod, reason, traffic);
  const situation = { supplies: observed, traffic, now };
  if (pod.state === 'waiting') return wakingSteps(pod, situation);
  const start = startSteps(pod);
  return start.length > 0 ? start : configSteps(pod, situation);
};

export const barePodSteps = (
  { pods = [] }: DesiredState,
  observed: ObservedState,
  surroundings: Surroundings,
): PlannedStep[] =>
  pods.flatMap((desired) =>
    stepsOf(desired, observed, surroundings).map((step): PlannedStep => ({ step, workload: desired.ref })),
  );
