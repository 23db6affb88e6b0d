import { containersOf, observedContainers } from '../../model/containers.ts';
import { newPodOf, type ObservedContainer, type ObservedPod } from '../../model/pod.ts';
import type { ObservedProxy } from '../../model/proxy.ts';
import type { RuntimeRecord } from '../driver.ts';
import { behaviourByName, canonicalImage } from './image-behaviour.ts';
import type { MemoryContainer } from './memory-container.ts';
import { heldMemoryPod, type MemoryPod, newMemoryPod } from './memory-pod.ts';
import { seedProxy } from './memory-proxy.ts';
import { emptyState, type MemoryImage, type MemoryState, serialOf } from './memory-state.ts';

/** A pod stays as it was seen, however it came to that: only what is done to it from here on changes it. */
const seedPod = (observed: ObservedPod): MemoryPod => {
  const { id, waiting, configVersion, terminating, ip, names, createdAt } = observed;
  const identity = { id, ip: ip ?? '', ...(names && { names }), createdAt };
  const asked = newPodOf(observed);
  if (waiting !== undefined) return { ...heldMemoryPod(asked, waiting, identity), terminating };
  const pod = newMemoryPod(asked, identity, (image) => ({ behaviour: behaviourByName(image) }));
  const seen = new Map(observedContainers(observed).map((container) => [container.name, container]));
  return {
    ...pod,
    terminating,
    ...(configVersion !== undefined && { configVersion }),
    containers: pod.containers.map((container) => seedContainer(container, seen.get(container.name))),
  };
};

const seedContainer = (fresh: MemoryContainer, seen: ObservedContainer | undefined): MemoryContainer => {
  if (seen === undefined) return fresh;
  const { adrift: _, state, ...run } = seen;
  return { ...fresh, ...run, state: state === 'dead' ? 'exited' : state };
};

/**
 * A simulated engine that begins with what was observed on another one: what would happen there can be tried here.
 * The images of what it runs are there; any other has to be pulled.
 */
export const seedMemoryState = (
  pods: readonly ObservedPod[],
  records: readonly RuntimeRecord[],
  proxies: readonly ObservedProxy[] = [],
): MemoryState => {
  const containers = pods.flatMap(containersOf);
  const images = [...containers, ...proxies];
  const present = images.map(({ image }): [string, MemoryImage] => [
    canonicalImage(image),
    { present: true },
  ]);
  return structuredClone({
    ...emptyState,
    // Of what was seen in another simulation the identities go on, and are not given out again.
    lastId: Math.max(0, ...[...pods, ...proxies].map(({ id }) => serialOf(id))),
    pods: pods.map(seedPod),
    proxies: proxies.map(seedProxy),
    records,
    images: Object.fromEntries(present),
  });
};
