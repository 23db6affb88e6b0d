import type { ObservedPod } from '../../model/pod.ts';
import type { ObservedProxy } from '../../model/proxy.ts';
import type { RuntimeRecord } from '../driver.ts';
import { behaviourByName, canonicalImage } from './image-behaviour.ts';
import { type MemoryPod, newMemoryPod } from './memory-pod.ts';
import { seedProxy } from './memory-proxy.ts';
import { emptyState, type MemoryImage, type MemoryState, serialOf } from './memory-state.ts';

/** A pod stays as it was seen, however it came to that: only what is done to it from here on changes it. */
const seedPod = (observed: ObservedPod): MemoryPod => {
  const {
    id,
    state,
    waiting,
    configVersion,
    ready,
    terminating,
    ip,
    createdAt,
    names,
    startedAt,
    exitCode,
    restarts,
    ...asked
  } = observed;
  const image = asked.spec.containers[0]?.image ?? '';
  return {
    ...newMemoryPod(asked, { id, ip: ip ?? '', behaviour: behaviourByName(image), createdAt }),
    ...(names && { names }),
    state: state === 'creating' ? 'created' : state === 'dead' ? 'exited' : state,
    ...(waiting && { waiting }),
    ...(configVersion !== undefined && { configVersion }),
    ready,
    terminating,
    restarts,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(exitCode === undefined ? {} : { exitCode }),
  };
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
  const containers = pods.flatMap(({ spec }) => [...(spec.initContainers ?? []), ...spec.containers]);
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
