import type { NewPod, ObservedPod } from './pod.ts';
import { selects } from './selector.ts';
import type { Service } from './service.ts';

/**
 * Which pods a Service selects, and which Services select a pod. Both are found by one label that they share, so that
 * neither side looks at all of the other: a thousand Services and ten thousand pods are ten million pairs.
 */

type Index<T> = ReadonlyMap<string, readonly T[]>;

const sharedLabel = (namespace: string | undefined, [key, value]: readonly [string, string]): string =>
  `${namespace ?? ''} ${key} ${value}`;

const indexOf = <T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Index<T> => {
  const index = new Map<string, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const found = index.get(key);
      if (found === undefined) index.set(key, [one]);
      else found.push(one);
    }
  }
  return index;
};

const firstEntry = ({ spec: { selector = {} } }: Service): [string, string] | undefined =>
  Object.entries(selector)[0];

/** A selector that is not there, or is empty, selects nothing. */
export const selectsPod = (service: Service, pod: NewPod): boolean =>
  pod.namespace === service.metadata.namespace &&
  firstEntry(service) !== undefined &&
  selects({ matchLabels: service.spec.selector ?? {} }, pod.labels);

/** One observation, which nobody changes, is asked once for each Service. */
const podIndexes = new WeakMap<readonly ObservedPod[], Index<ObservedPod>>();

export const selectedPods = (service: Service, pods: readonly ObservedPod[]): readonly ObservedPod[] => {
  const label = firstEntry(service);
  if (label === undefined) return [];
  const index =
    podIndexes.get(pods) ??
    indexOf(pods, (pod) => Object.entries(pod.labels).map((entry) => sharedLabel(pod.namespace, entry)));
  podIndexes.set(pods, index);
  const candidates = index.get(sharedLabel(service.metadata.namespace, label)) ?? [];
  return candidates.filter((pod) => selectsPod(service, pod));
};

/** Of `all`, those whose Service selects the pod that is asked about. */
export const selectingIndex = <T>(
  all: readonly T[],
  serviceOf: (one: T) => Service,
): ((pod: NewPod) => readonly T[]) => {
  let index: Index<T> | undefined;
  return (pod) => {
    index ??= indexOf(all, (one) => {
      const service = serviceOf(one);
      const label = firstEntry(service);
      return label === undefined ? [] : [sharedLabel(service.metadata.namespace, label)];
    });
    const keys = Object.entries(pod.labels).map((entry) => sharedLabel(pod.namespace, entry));
    return keys.flatMap((key) => index?.get(key) ?? []).filter((one) => selectsPod(serviceOf(one), pod));
  };
};
