import { listObjects } from '../../cluster/objects/list-objects.ts';
import type { ClusterSnapshot } from '../../cluster/observe.ts';
import { CliError } from '../../model/cli-error.ts';
import { type Resource, refKey, refOf } from '../../model/resource.ts';
import type { WaitCondition } from './wait-condition.ts';

/** Objects that are waited for, one after the other, as kubectl does it: each is told of in its turn. */
export interface Waiting {
  /** Takes in what the cluster looks like now. True once nothing is left to wait for. */
  look: (snapshot: ClusterSnapshot, now: number) => boolean;
  /** The last look: tells of whatever has come by now. `errors` are what went wrong, `unmet` is what did not come. */
  end: (
    snapshot: ClusterSnapshot,
    now: number,
  ) => { errors: readonly CliError[]; unmet: readonly Resource[] };
}

const isSame = (a: Resource, b: Resource): boolean => refKey(refOf(a)) === refKey(refOf(b));

export const createWaiting = (
  objects: readonly Resource[],
  condition: Exclude<WaitCondition, { kind: 'create' }>,
  onMet: (object: Resource) => void,
): Waiting => {
  let left = [...objects];
  const errors: CliError[] = [];

  /** As it is once the condition is met; undefined before. */
  const metBy = (object: Resource, snapshot: ClusterSnapshot, now: number): Resource | undefined => {
    const present = listObjects(snapshot, object.kind, now).find((other) => isSame(object, other));
    if (condition.kind === 'state') {
      return present !== undefined && condition.isMet(present) ? present : undefined;
    }
    // One of the same name that came after it is another one.
    return present === undefined || present.metadata.uid !== object.metadata.uid ? object : undefined;
  };

  /** Whether its turn is over. */
  const settle = (object: Resource, snapshot: ClusterSnapshot, now: number): boolean => {
    try {
      const met = metBy(object, snapshot, now);
      if (met !== undefined) onMet(met);
      return met !== undefined;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      errors.push(error);
      return true;
    }
  };

  return {
    look: (snapshot, now) => {
      for (const object of left) {
        if (!settle(object, snapshot, now)) return false;
        left = left.slice(1);
      }
      return true;
    },
    end: (snapshot, now) => ({
      unmet: left.filter((object) => !settle(object, snapshot, now)),
      errors,
    }),
  };
};
