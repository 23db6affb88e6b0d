import { isActive, isAvailable } from '../../../src/model/pod-counts.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { sameRef } from '../../../src/model/resource.ts';
import type { DesiredState, DesiredWorkload, ObservedState } from '../../../src/model/state.ts';
import { stepKey, stepText } from '../../../src/model/step.ts';
import type { PlannedStep } from '../../../src/model/step.ts';
import { replicaBounds } from '../../../src/model/replica-bounds.ts';

/** What no plan and no step of one may ever do. Each check says what is wrong, or nothing. */

const ownedBy = ({ ref }: DesiredWorkload, { pods }: ObservedState): ObservedPod[] =>
  pods.filter((pod) => pod.owner !== undefined && sameRef(pod.owner, ref));

const isRolling = ({ deleted, resource }: DesiredWorkload): boolean =>
  !deleted && resource.spec.strategy?.type !== 'Recreate';

const available = (workload: DesiredWorkload, observed: ObservedState, now: number): ObservedPod[] =>
  ownedBy(workload, observed).filter(
    (pod) => isActive(pod) && isAvailable(pod, workload.resource.spec.minReadySeconds ?? 0, now),
  );

/** Whatever the order in which they end, the steps of one plan and those in flight stay within the bounds. */
export const wrongInPlan = (
  plan: readonly PlannedStep[],
  desired: DesiredState,
  observed: ObservedState,
  now: number,
): string | undefined => {
  const keys = plan.map(({ step }) => stepKey(step));
  if (new Set(keys).size !== keys.length) return 'two steps of one plan have the same key';
  for (const workload of desired.workloads.filter(isRolling)) {
    const bounds = replicaBounds(workload.resource.spec);
    const steps = plan.filter((planned) => sameRef(planned.workload, workload.ref)).map(({ step }) => step);
    const active = ownedBy(workload, observed).filter(isActive).length;
    const known = new Set(observed.pods.map(({ uid }) => uid));
    const creations = steps.filter(
      (step) => (step.kind === 'createPod' || step.kind === 'holdPod') && !known.has(step.pod.uid),
    ).length;
    if (creations > 0 && active + creations > bounds.ceiling) return 'the plan crosses the ceiling';
    const gone = steps.flatMap((step) =>
      step.kind === 'stopPod' || step.kind === 'removePod' ? [step.pod.id] : [],
    );
    const before = available(workload, observed, now);
    const left = before.filter((pod) => !gone.includes(pod.id)).length;
    if (left < before.length && left < bounds.floor) return 'the plan crosses the floor';
  }
  return undefined;
};

/** Judged by what is there at the moment when the step begins, which may be later than the plan. */
export const wrongInStep = (
  { step, workload: ref }: PlannedStep,
  desired: DesiredState,
  observed: ObservedState,
  now: number,
): string | undefined => {
  if (!('pod' in step)) return undefined;
  const workload = desired.workloads.find((candidate) => sameRef(candidate.ref, ref));
  if (workload === undefined) return `there is no such workload: ${stepText(step)}`;
  const bounds = replicaBounds(workload.resource.spec);
  const pods = ownedBy(workload, observed);
  if (step.kind === 'createPod' || step.kind === 'holdPod') {
    const others = pods.filter(({ uid }) => uid !== step.pod.uid);
    const active = others.filter(isActive).length + 1;
    if (workload.deleted) return 'a deleted workload gets a pod';
    // One that waits counts already.
    if (others.length < pods.length) return undefined;
    return isRolling(workload) && active > bounds.ceiling
      ? `${active} pods are above the ceiling`
      : undefined;
  }
  const pod = observed.pods.find(({ id }) => id === step.pod.id);
  // An accident may have been faster.
  if (pod === undefined) return undefined;
  if (!pods.includes(pod)) return `the pod is another's: ${stepText(step)}`;
  if (step.kind === 'startPod') {
    const isNewest = pod.hash === workload.revisions.at(-1)?.hash;
    const othersRun = pods.some(({ hash, state }) => hash !== pod.hash && state === 'running');
    const mustWait = !isRolling(workload) && workload.resource.spec.paused !== true && isNewest;
    return mustWait && othersRun ? 'Recreate runs old and new at once' : undefined;
  }
  const before = available(workload, observed, now);
  if (!isRolling(workload) || !before.includes(pod) || before.length > bounds.floor) return undefined;
  return `${before.length - 1} available pods are below the floor`;
};
