import { CliError } from '../../model/cli-error.ts';
import { containersOf, observedContainers } from '../../model/containers.ts';
import { isInitialized } from '../../model/pod-life.ts';
import { awaitsPull, type ObservedContainer, type ObservedPod } from '../../model/pod.ts';
import type { World } from '../../world.ts';
import { containerNames, defaultContainer, findContainer } from './choose-container.ts';

/** One container whose log is wanted. */
export interface LogSource {
  readonly pod: ObservedPod;
  readonly container: string;
}

interface SourceFlags {
  readonly container: string;
  readonly allContainers: boolean;
  readonly allPods: boolean;
  readonly previous: boolean;
}

const namesOf = (
  pod: ObservedPod,
  { container, allContainers, allPods }: SourceFlags,
  { stderr }: Pick<World, 'stderr'>,
): readonly string[] => {
  if (allContainers) return containersOf(pod).map(({ name }) => name);
  if (container === '') {
    return [defaultContainer(pod, (text) => (allPods ? undefined : stderr.write(text)))];
  }
  if (findContainer(pod, container) === undefined) {
    const names = containerNames(pod);
    throw new CliError('usage', `container ${container} is not valid for pod ${pod.name} out of: ${names}`);
  }
  return [container];
};

const observedIn = (pod: ObservedPod, name: string): ObservedContainer | undefined =>
  observedContainers(pod).find((container) => container.name === name);

const restartsOf = (pod: ObservedPod, name: string): number => observedIn(pod, name)?.restarts ?? 0;

/** The kubelet's words for its own reasons. */
const IMAGE_TROUBLE: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** Of a container that never ran. */
const waitingReason = (pod: ObservedPod, name: string): string | undefined => {
  const observed = observedIn(pod, name);
  if (observed !== undefined && observed.state !== 'created') return undefined;
  if (pod.waiting !== undefined && !awaitsPull(pod.waiting))
    return IMAGE_TROUBLE[pod.waiting.reason] ?? pod.waiting.reason;
  return isInitialized(pod.spec, observedContainers(pod)) ? 'ContainerCreating' : 'PodInitializing';
};

/** The containers of a pod that are meant, each of which has a log. */
export const logSources = (
  pod: ObservedPod,
  flags: SourceFlags,
  world: Pick<World, 'stderr'>,
): readonly LogSource[] =>
  namesOf(pod, flags, world).map((container) => {
    const reason = waitingReason(pod, container);
    if (reason !== undefined) {
      const what = `container "${container}" in pod "${pod.name}"`;
      throw new CliError('badRequest', `${what} is waiting to start: ${reason}`);
    }
    if (flags.previous && restartsOf(pod, container) === 0) {
      const what = `previous terminated container "${container}" in pod "${pod.name}"`;
      throw new CliError('badRequest', `${what} not found`);
    }
    return { pod, container };
  });
