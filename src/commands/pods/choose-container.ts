import { CliError } from '../../model/cli-error.ts';
import { containersOf } from '../../model/containers.ts';
import type { NewPod } from '../../model/pod.ts';
import type { Container } from '../../model/workload.ts';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

type Contained = Pick<NewPod, 'name' | 'spec' | 'annotations'>;

export const findContainer = (pod: Contained, name: string): Container | undefined =>
  containersOf(pod).find((container) => container.name === name);

/** `web, sidecar, setup (init)`. */
export const containerNames = ({ spec }: Contained): string =>
  [
    ...spec.containers.map(({ name }) => name),
    ...(spec.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ');

/** The container that is meant where none is named; `say` is told of a choice that was not obvious. */
export const defaultContainer = (pod: Contained, say: (text: string) => void): string => {
  const annotated = pod.annotations[DEFAULT_CONTAINER] ?? '';
  if (annotated !== '') {
    if (findContainer(pod, annotated) !== undefined) return annotated;
    say(`Default container name "${annotated}" not found in pod ${pod.name}\n`);
  }
  const first = pod.spec.containers[0]?.name ?? '';
  if (containersOf(pod).length > 1) {
    say(`Defaulted container "${first}" out of: ${containerNames(pod)}\n`);
  }
  return first;
};

/** The container of that name, or the one that is meant without one. */
export const meantContainer = (pod: Contained, name: string, say: (text: string) => void): string => {
  if (name === '') return defaultContainer(pod, say);
  if (findContainer(pod, name) !== undefined) return name;
  throw new CliError('badRequest', `container ${name} is not valid for pod ${pod.name}`);
};
