import { isActive } from '../model/pod-counts.ts';
import { type NewPod, type ObservedPod, podRef } from '../model/pod.ts';
import type { PodConfig } from '../model/pod-config.ts';
import { podNames } from '../model/pod-names.ts';
import { serviceNames } from '../model/service.ts';
import { serviceVariables } from '../model/service-variables.ts';
import type { Step } from '../model/step.ts';
import type { ServiceTraffic } from './proxy/traffic.ts';

/** What Services mean to a pod: what they tell it, and the names that they give it. */

const resourcesOf = (services: readonly ServiceTraffic[]) =>
  services.filter(({ service }) => !service.deleted).map(({ service }) => service.resource);

/** A Service whose proxy is yet to be made is known by its name, which will lead there. */
const variablesFor = (pod: NewPod, services: readonly ServiceTraffic[]): Record<string, string> => {
  if (pod.spec['enableServiceLinks'] === false) return {};
  const near = services.filter(
    ({ service: { ref, deleted } }) => !deleted && ref.namespace === pod.namespace,
  );
  return serviceVariables(
    near.map(({ service: { ref, resource }, present }) => ({
      service: resource,
      address: present?.address ?? serviceNames(ref).at(-1) ?? ref.name,
    })),
  );
};

export const withServices = (
  config: PodConfig,
  pod: NewPod,
  services: readonly ServiceTraffic[],
): PodConfig => ({
  ...config,
  variables: variablesFor(pod, services),
  names: podNames(pod, resourcesOf(services)),
});

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));

/** The names that it is to be found by, where it has others. */
const missingNames = (pod: ObservedPod, services: readonly ServiceTraffic[]): string[] | undefined => {
  if (pod.names === undefined || pod.state !== 'running' || !isActive(pod)) return undefined;
  const names = podNames(pod, resourcesOf(services));
  return isSame(names, pod.names) ? undefined : names;
};

export const isNamed = (pod: ObservedPod, services: readonly ServiceTraffic[]): boolean =>
  missingNames(pod, services) === undefined;

/** Names follow Services that were made, changed or deleted after the pod. */
export const namingSteps = (pod: ObservedPod, services: readonly ServiceTraffic[]): Step[] => {
  const names = missingNames(pod, services);
  if (names === undefined) return [];
  return [{ kind: 'namePod', pod: podRef(pod), names, reason: 'a service names other pods than it did' }];
};
