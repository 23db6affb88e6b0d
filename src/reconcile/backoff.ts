import { type ObjectRef, refKey } from '../model/resource.ts';
import { type Refusal, refusalKey } from '../model/refusal.ts';
import { type PlannedStep, stepKey } from '../model/step.ts';
import type { RuntimeErrorCode } from '../runtime/driver.ts';
import type { Attempt } from './execute.ts';

/**
 * Steps that fail are tried again, later each time: an engine that says no a thousand times a second helps nobody.
 * They are counted per pod and kind of step. Creations are counted by what the pods are to be, because a pod that
 * could not be created comes back under another name.
 */

const FIRST_DELAY_MS = 250;
const LAST_DELAY_MS = 30_000;
/** Some four seconds. */
const STUCK_AFTER = 5;

export interface Backoff {
  readonly learn: (attempt: Attempt) => void;
  /** When this step may be tried again; 0 where nothing speaks against it. */
  readonly notBefore: (planned: PlannedStep) => number;
  /** Whether it removes a pod that the engine fails to remove: nothing worth waiting for depends on that. */
  readonly isStuck: (planned: PlannedStep) => boolean;
  /** The newest failure of a workload's steps that no success has followed. */
  readonly lastFailure: (workload: ObjectRef) => string | undefined;
  /** What the engine refused to make, and will refuse again. */
  readonly refusals: () => ReadonlyMap<string, Refusal>;
}

interface Failures {
  count: number;
  notBefore: number;
  message: string;
  /** The key of the pod that it refused to make. */
  refused?: string;
}

/** What another try may well bring about: an engine that went away, a name that is still taken. */
const MAY_PASS: ReadonlySet<RuntimeErrorCode> = new Set(['unreachable', 'interrupted', 'conflict']);

const keyOf = ({ step, workload }: PlannedStep): string =>
  `${refKey(workload)} ${step.kind} ${step.kind === 'createPod' ? refusalKey(step.pod) : stepKey(step)}`;

export const createBackoff = (): Backoff => {
  const failures = new Map<string, Failures>();
  return {
    learn: ({ planned, error, endedAt = 0 }) => {
      const key = keyOf(planned);
      if (error === undefined) {
        failures.delete(key);
        // With a pod goes what failed about it.
        if (planned.step.kind === 'removePod') {
          for (const kind of ['startPod', 'stopPod']) failures.delete(key.replace('removePod', kind));
        }
        return;
      }
      // What a missing image asks for is known: it is pulled, and a failed pull has its own delays.
      const { step } = planned;
      const { kind } = step;
      if (error.code === 'imageNotFound' && (kind === 'createPod' || kind === 'createProxy')) return;
      const count = (failures.get(key)?.count ?? 0) + 1;
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (count - 1), LAST_DELAY_MS);
      const isRefusal =
        kind === 'createPod' && !MAY_PASS.has(error.code) && (error.code === 'invalid' || count > 1);
      failures.set(key, {
        count,
        notBefore: endedAt + delay,
        message: error.message,
        ...(isRefusal && { refused: refusalKey(step.pod) }),
      });
    },
    notBefore: (planned) => failures.get(keyOf(planned))?.notBefore ?? 0,
    isStuck: (planned) =>
      planned.step.kind === 'removePod' && (failures.get(keyOf(planned))?.count ?? 0) >= STUCK_AFTER,
    lastFailure: (workload) =>
      [...failures].findLast(([key]) => key.startsWith(`${refKey(workload)} `))?.[1].message,
    refusals: () =>
      new Map(
        [...failures.values()].flatMap(({ refused, message, notBefore: until }) =>
          refused === undefined ? [] : [[refused, { message, until }]],
        ),
      ),
  };
};
