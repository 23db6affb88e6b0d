import type { NewPod, ObservedContainer, ObservedPod, PodRef } from './pod.ts';
import type { Container, PodSpec } from './workload.ts';

/** The containers of a pod, as its manifest names them and as they are. */

type Contained = Pick<NewPod, 'spec'>;

/** In the order in which they start. */
export const containersOf = ({ spec }: Contained): readonly Container[] => [
  ...(spec.initContainers ?? []),
  ...spec.containers,
];

/** Kubernetes' native sidecar: it starts among the init containers and runs beside the others. */
export const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === 'Always';

export const sidecarsOf = ({ initContainers = [] }: PodSpec): Container[] => initContainers.filter(isSidecar);

/** Containers that share a network need something that holds it, however they come and go. */
export const needsSandbox = ({ initContainers = [], containers }: PodSpec): boolean =>
  initContainers.length > 0 || containers.length > 1;

/** Those that have been made. */
export const observedContainers = (pod: ObservedPod): readonly ObservedContainer[] => {
  if (pod.containers !== undefined) return pod.containers;
  const { state, id, ready, startedAt, finishedAt, exitCode, outOfMemory, startError, imageId, restarts } =
    pod;
  if (state === 'waiting' || state === 'creating') return [];
  return pod.spec.containers.map(({ name }) => ({
    name,
    id,
    state,
    ready,
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(exitCode !== undefined && { exitCode }),
    ...(outOfMemory !== undefined && { outOfMemory }),
    ...(startError !== undefined && { startError }),
    ...(imageId !== undefined && { imageId }),
    restarts,
  }));
};

/** By what the runtime knows a container; one that is not there is asked for in vain. */
export const containerRef = (pod: ObservedPod, name: string): PodRef => ({
  id: observedContainers(pod).find((container) => container.name === name)?.id ?? '',
  namespace: pod.namespace,
  name: pod.name,
});
