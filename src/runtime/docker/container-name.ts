import type { ObjectRef } from '../../model/resource.ts';

/** Names of containers, as `docker ps` shows them. */

interface Named {
  namespace: string;
  name: string;
}

/** No namespace has a dot in it, so the last dot tells the two apart. */
const podName = ({ namespace, name }: Named): string => `${name}.${namespace}`;

/** People choose the names of these pods, and may choose the name of a Service. */
const hasChosenName = ({ owner }: { owner?: ObjectRef }): boolean =>
  owner === undefined || owner.kind === 'StatefulSet';

/** On the engine's network a container is found by its name: it must not be one that a Service is found by. */
export const containerName = (pod: Named & { owner?: ObjectRef }): string =>
  hasChosenName(pod) ? `${podName(pod)}.pod` : podName(pod);

/** One container of a pod of several. No name in Kubernetes has an underscore. */
export const memberName = (pod: Named & { owner?: ObjectRef }, container: string): string =>
  `${containerName(pod)}_${container}`;

/**
 * The name of a pod that was asked to end. The name is the one thing about a container that can be changed and
 * that the list call shows, so it is the mark that every client sees.
 */
export const terminatingName = (pod: Named): string => `${podName(pod)}.terminating`;

const SHORT_ID_LENGTH = 12;

/** For a pod whose terminating name an older one of the same name still holds. */
export const distinctTerminatingName = (pod: Named & { id: string }): string =>
  `${terminatingName(pod)}.${pod.id.slice(0, SHORT_ID_LENGTH)}`;

/** Takes names with the slash that the engine puts before them, too. */
export const isTerminatingName = (name: string, pod: Named): boolean => {
  const plain = name.replace(/^\//, '');
  return plain === terminatingName(pod) || plain.startsWith(`${terminatingName(pod)}.`);
};
