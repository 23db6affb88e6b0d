import type { ClaimRef } from './claim.ts';
import type { NewPod, ObservedPod, PodRef, Waiting } from './pod.ts';
import type { PodConfig } from './pod-config.ts';
import type { NewProxy, ProxyConfiguration, ProxyRef } from './proxy.ts';
import type { RegistryLogin } from './registry-login.ts';
import type { ObjectRef } from './resource.ts';

/** One call to the runtime, as data. `reason` says why, for people. */
export type Step =
  | { kind: 'pullImage'; image: string; logins?: readonly RegistryLogin[]; reason: string }
  | { kind: 'createPod'; pod: NewPod; config?: PodConfig; reason: string }
  /** It is there for all to see, and waits for what it needs. */
  | { kind: 'holdPod'; pod: NewPod; waiting: Waiting; reason: string }
  /** `containers`: those of its several that are next. */
  | { kind: 'startPod'; pod: PodRef; containers?: readonly string[]; reason: string }
  | { kind: 'writeConfig'; pod: ObservedPod; config: PodConfig; reason: string }
  /** It is to end, and serves on until the proxies no longer lead to it. */
  | { kind: 'retirePod'; pod: PodRef; reason: string }
  | { kind: 'stopPod'; pod: PodRef; graceSeconds: number; reason: string }
  | { kind: 'removePod'; pod: PodRef; reason: string }
  /** Others are to find it by these names and no others. */
  | { kind: 'namePod'; pod: PodRef; names: string[]; reason: string }
  | { kind: 'removeClaim'; claim: ClaimRef; reason: string }
  | { kind: 'createProxy'; proxy: NewProxy; reason: string }
  | { kind: 'configureProxy'; proxy: ProxyRef; configuration: ProxyConfiguration; reason: string }
  | { kind: 'removeProxy'; proxy: ProxyRef; reason: string };

/** A step with the workload that it is for, which reports are grouped by. */
export interface PlannedStep {
  step: Step;
  workload: ObjectRef;
}

/** What a step is about: `default/web-b5dz9-x2x4q`, the name of an image. */
const subjectOf = (step: Step): string => {
  if ('image' in step) return step.image;
  if ('pod' in step) return `${step.pod.namespace}/${step.pod.name}`;
  const { namespace, name } = 'claim' in step ? step.claim : step.proxy.service;
  return namespace === '' ? name : `${namespace}/${name}`;
};

/** Two steps with one key must never run at the same time. */
export const stepKey = (step: Step): string => {
  const kind = (['image', 'pod', 'claim'] as const).find((subject) => subject in step) ?? 'proxy';
  return `${kind} ${subjectOf(step)}`;
};

/** A step as one line of a printed plan. */
export const stepText = (step: Step): string => `${step.kind} ${subjectOf(step)}: ${step.reason}`;
