import { containersOf } from '../model/containers.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { type PodIdentity, present, pulled, pullFailed, pulling } from './occurrences-of-step.ts';
import type { Container } from '../model/workload.ts';

/** What pods have to tell of the images that are pulled for them: each pull is told once for each pod that waits. */
export interface PullNews {
  readonly started: (image: string, at: number) => void;
  readonly ended: (image: string, at: number, error?: string) => void;
  /** Of a pod that has to wait. */
  readonly ofWaiting: (pod: PodIdentity) => Occurrence[];
  /** How a container of a pod that is made has come by its image. */
  readonly ofMade: (pod: PodIdentity, container: Container, at: number) => Occurrence[];
}

interface Pull {
  readonly startedAt: number;
  endedAt?: number;
  error?: string;
  /** The pods, by uid, that have told of its beginning, and of its end. */
  readonly begun: Set<string>;
  readonly over: Set<string>;
}

export const createPullNews = (): PullNews => {
  const pulls = new Map<string, Pull>();

  const beginning = (pull: Pull, pod: PodIdentity, container: Container): Occurrence[] => {
    if (pull.begun.has(pod.uid)) return [];
    pull.begun.add(pod.uid);
    return [pulling(pod, container, pull.startedAt)];
  };

  const failure = (pull: Pull, pod: PodIdentity, container: Container): Occurrence[] => {
    const { endedAt, error, over } = pull;
    if (endedAt === undefined || error === undefined || over.has(pod.uid)) return [];
    over.add(pod.uid);
    return [pullFailed(pod, container, error, endedAt)];
  };

  return {
    started: (image, at) => {
      pulls.set(image, { startedAt: at, begun: new Set(), over: new Set() });
    },
    ended: (image, at, error) => {
      const pull = pulls.get(image);
      if (pull === undefined) return;
      pull.endedAt = at;
      if (error !== undefined) pull.error = error;
    },
    ofWaiting: (pod) =>
      containersOf(pod).flatMap((container) => {
        const pull = pulls.get(container.image);
        if (pull === undefined || (pull.endedAt !== undefined && pull.error === undefined)) return [];
        return [...beginning(pull, pod, container), ...failure(pull, pod, container)];
      }),
    ofMade: (pod, container, at) => {
      const pull = pulls.get(container.image);
      const waited = pull?.begun.has(pod.uid) === true || pull?.begun.size === 0;
      if (pull?.endedAt === undefined || pull.error !== undefined || !waited || pull.over.has(pod.uid)) {
        return [present(pod, container, at)];
      }
      const { startedAt, endedAt, over } = pull;
      const began = beginning(pull, pod, container);
      over.add(pod.uid);
      return [...began, pulled(pod, container, endedAt - startedAt, endedAt)];
    },
  };
};
