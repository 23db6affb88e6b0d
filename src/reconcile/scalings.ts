import type { Occurrence } from '../model/occurrence.ts';
import { isActive } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';
import { type ObjectRef, refKey } from '../model/resource.ts';
import { type PodIdentity, replicaSetOf, scaled } from './occurrences-of-step.ts';

/** Tells of revisions that get more pods or fewer. */
export interface Scalings {
  readonly scale: (pod: PodIdentity, by: 1 | -1, at: number) => void;
  /** What is there as a turn begins. */
  readonly look: (pods: readonly ObservedPod[], now: number) => void;
  readonly endAll: () => void;
}

/** Pods of one revision that come or go this close to each other are one change of scale. */
const SAME_SCALING_MS = 1_000;

/** A change of the number of a revision's pods, under way. */
interface Scaling {
  readonly deployment: ObjectRef;
  readonly replicaSet: string;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly lastAt: number;
}

const countActive = (observed: readonly ObservedPod[]): Map<string, number> => {
  const active = new Map<string, number>();
  for (const pod of observed.filter(isActive)) {
    const replicaSet = replicaSetOf(pod);
    if (replicaSet === undefined) continue;
    const key = refKey(replicaSet);
    active.set(key, (active.get(key) ?? 0) + 1);
  }
  return active;
};

/** `inOrder`: when it began, among all that happened in that millisecond. */
export const createScalings = ({
  note,
  inOrder,
}: {
  note: (occurrence: Occurrence) => void;
  inOrder: (at: number) => number;
}): Scalings => {
  const scalings = new Map<string, Scaling>();
  let counts = new Map<string, number>();

  const endThose = (isOver: (scaling: Scaling) => boolean): void => {
    for (const [key, scaling] of scalings) {
      if (!isOver(scaling)) continue;
      scalings.delete(key);
      counts.set(key, scaling.to);
      const { deployment, replicaSet, from, to, at } = scaling;
      note(scaled(deployment, replicaSet, from, to, at));
    }
  };

  return {
    scale: (pod, by, at) => {
      const replicaSet = replicaSetOf(pod);
      if (replicaSet === undefined || pod.owner === undefined) return;
      const key = refKey(replicaSet);
      const turns = ({ from, to }: Scaling): boolean => to > from !== by > 0;
      endThose((scaling) => scaling.replicaSet === replicaSet.name && turns(scaling));
      const open = scalings.get(key);
      const from = open?.from ?? counts.get(key) ?? 0;
      scalings.set(key, {
        deployment: pod.owner,
        replicaSet: replicaSet.name,
        from,
        to: Math.max(0, (open?.to ?? from) + by),
        at: open?.at ?? inOrder(at),
        lastAt: at,
      });
    },
    look: (observed, now) => {
      endThose(({ lastAt }) => now - lastAt >= SAME_SCALING_MS);
      counts = countActive(observed);
    },
    endAll: () => endThose(() => true),
  };
};
