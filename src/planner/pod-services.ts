import { isActive } from '../model/pod-counts.ts';
import { type NewPod, type ObservedPod, podRef } from '../model/pod.ts';
import type { PodConfig } from '../model/pod-config.ts';
import { podNames } from '../model/pod-names.ts';
import type { Step } from '../model/step.ts';
import type { Traffic } from './proxy/traffic.ts';

/** What Services mean to a pod: what they tell it, and the names that they give it. */

const namesOf = (pod: NewPod, { selecting }: Traffic): string[] =>
  podNames(
    pod,
    selecting(pod).map(({ service }) => service.resource),
  );

export const withServices = (config: PodConfig, pod: NewPod, traffic: Traffic): PodConfig => ({
  ...config,
  variables: pod.spec['enableServiceLinks'] === false ? {} : traffic.variablesIn(pod.namespace),
  names: namesOf(pod, traffic),
});

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));

/** The names that it is to be found by, where it has others or is on no network at all. */
const missingNames = (pod: ObservedPod, traffic: Traffic): string[] | undefined => {
  if (pod.state !== 'running' || !isActive(pod)) return undefined;
  if (pod.cutOff !== true && pod.names === undefined) return undefined;
  const names = namesOf(pod, traffic);
  return pod.cutOff !== true && isSame(names, pod.names ?? []) ? undefined : names;
};

export const isNamed = (pod: ObservedPod, traffic: Traffic): boolean =>
  missingNames(pod, traffic) === undefined;

/** Names follow Services that were made, changed or deleted after the pod. */
export const namingSteps = (pod: ObservedPod, traffic: Traffic): Step[] => {
  const names = missingNames(pod, traffic);
  if (names === undefined) return [];
  const reason = pod.cutOff === true ? 'it is on no network' : 'a service names other pods than it did';
  return [{ kind: 'namePod', pod: podRef(pod), names, reason }];
};
