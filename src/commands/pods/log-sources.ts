import { CliError } from '../../model/cli-error.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { World } from '../../world.ts';
import { containerNames, containersOf, defaultContainer, findContainer } from './choose-container.ts';

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

/** The containers of a pod that are meant, each of which has a log. */
export const logSources = (
  pod: ObservedPod,
  flags: SourceFlags,
  world: Pick<World, 'stderr'>,
): readonly LogSource[] =>
  namesOf(pod, flags, world).map((container) => {
    if (pod.state === 'creating' || pod.state === 'created') {
      const what = `container "${container}" in pod "${pod.name}"`;
      throw new CliError('badRequest', `${what} is waiting to start: ContainerCreating`);
    }
    if (flags.previous && pod.restarts === 0) {
      const what = `previous terminated container "${container}" in pod "${pod.name}"`;
      throw new CliError('badRequest', `${what} not found`);
    }
    return { pod, container };
  });
