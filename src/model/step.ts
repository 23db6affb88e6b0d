import type { NewPod, PodRef } from './pod.ts';
import type { ObjectRef } from './resource.ts';

/** One call to the runtime, as data. `reason` says why, for people. */
export type Step =
  | { kind: 'pullImage'; image: string; reason: string }
  | { kind: 'createPod'; pod: NewPod; reason: string }
  | { kind: 'startPod'; pod: PodRef; reason: string }
  | { kind: 'stopPod'; pod: PodRef; graceSeconds: number; reason: string }
  | { kind: 'removePod'; pod: PodRef; reason: string };

/** A step with the workload that it is for, which reports are grouped by. */
export interface PlannedStep {
  step: Step;
  workload: ObjectRef;
}

/** Two steps with one key must never run at the same time. */
export const stepKey = (step: Step): string =>
  step.kind === 'pullImage' ? `image ${step.image}` : `pod ${step.pod.namespace}/${step.pod.name}`;

/** A step as one line of a printed plan. */
export const stepText = (step: Step): string => {
  const subject = step.kind === 'pullImage' ? step.image : `${step.pod.namespace}/${step.pod.name}`;
  return `${step.kind} ${subject}: ${step.reason}`;
};
