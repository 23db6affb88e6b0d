import type { ObservedPod } from '../model/pod.ts';
import { podName } from '../model/pod-name.ts';
import type { DesiredState, ObservedState } from '../model/state.ts';
import { type PlannedStep, type Step, stepKey } from '../model/step.ts';
import { barePodSteps } from './bare-pods.ts';
import { claimSteps } from './claims.ts';
import { newPod } from './new-pod.ts';
import { scalePaused } from './paused.ts';
import { namingSteps } from './pod-services.ts';
import { bringSteps, configSteps, pullSteps, removalSteps, wakingSteps } from './pod-steps.ts';
import { proxySteps } from './proxy/plan-proxies.ts';
import { trafficOf } from './proxy/traffic.ts';
import { podReadiness, takePlace } from './readiness.ts';
import { recreate } from './recreate.ts';
import { rollingUpdate } from './rolling-update.ts';
import { candidateOf, situationOf } from './situation.ts';
import { startSteps } from './start-step.ts';
import type { Decision, Situation } from './situation.ts';
import { uniquePulls } from './unique-pulls.ts';

const decide = (situation: Situation): Decision => {
  const { spec } = situation.workload.resource;
  if (situation.workload.deleted) {
    const pods = [...situation.fresh, ...situation.old];
    return { create: [], remove: pods.map((pod) => ({ pod, reason: 'its workload was deleted' })) };
  }
  if (spec.paused === true) return scalePaused(situation);
  return spec.strategy?.type === 'Recreate' ? recreate(situation) : rollingUpdate(situation);
};

const byName = (a: ObservedPod, b: ObservedPod): number => (a.name < b.name ? -1 : 1);

/** `names`: those that are taken. */
const creationSteps = (situation: Situation, decision: Decision, names: Set<string>): Step[] => {
  const { workload, supplies, traffic, now } = situation;
  const { ref } = workload;
  const steps: Step[] = [];
  let ordinal = 0;
  for (const { revision, count, reason } of decision.create) {
    const first = podReadiness(candidateOf(ref, revision), supplies, now);
    if (first.kind === 'pull') steps.push(...pullSteps(first));
    for (let made = 0; made < count; made++) {
      const isTaken = (name: string) => names.has(`${ref.namespace}/${name}`);
      const name = podName(ref, revision.hash, now, ordinal++, isTaken);
      names.add(`${ref.namespace}/${name}`);
      const pod = newPod(ref, revision, name, now);
      steps.push(...bringSteps(pod, takePlace(pod, supplies, now), reason, traffic));
    }
  }
  return steps;
};

const stepsOf = (situation: Situation, names: Set<string>): Step[] => {
  const decision = decide(situation);
  const going = new Set(decision.remove.map(({ pod }) => pod));
  const held = decision.holdStarts === true ? new Set(situation.fresh) : undefined;
  const starts = [...situation.fresh, ...situation.old].sort(byName).flatMap((pod): Step[] => {
    if (going.has(pod)) return [];
    if (pod.state === 'waiting') return wakingSteps(pod, situation);
    const start = held?.has(pod) === true ? [] : startSteps(pod);
    return start.length > 0 ? start : configSteps(pod, situation);
  });
  const leaving = situation.leaving
    .toSorted(byName)
    .flatMap((pod) =>
      removalSteps(pod, pod.terminating ? 'it was asked to end' : 'it is dead', situation.traffic),
    );
  return [
    ...starts,
    ...creationSteps(situation, decision, names),
    ...decision.remove.flatMap(({ pod, reason }) => removalSteps(pod, reason, situation.traffic)),
    ...leaving,
  ];
};

/**
 * The next safe steps from what is there towards what should be; none when nothing is left to do now.
 *
 * Nothing is remembered between two calls. All steps may run side by side, end in any order or fail. What is in
 * flight has to be in `observed` already: a pod being created in state `creating`, one being stopped as
 * `terminating`. What does not begin at once had better be dropped for the next plan, stops above all.
 */
export const planNext = (desired: DesiredState, observed: ObservedState, now: number): PlannedStep[] => {
  const names = new Set(observed.pods.map((pod) => `${pod.namespace}/${pod.name}`));
  const traffic = trafficOf(desired, observed);
  const proxies = [...traffic.services, traffic.entry].flatMap((proxy) => {
    const steps = proxySteps(proxy, observed.images, now);
    return steps.map((step): PlannedStep => ({ step, workload: proxy.ref }));
  });
  const supplied = { ...observed, coming: [] };
  const pods = desired.workloads.flatMap((workload) => {
    const situation = situationOf(workload, supplied, now, traffic);
    return stepsOf(situation, names).map((step): PlannedStep => ({ step, workload: workload.ref }));
  });
  const bare = barePodSteps(desired, supplied, { traffic, now });
  const planned = uniquePulls([...proxies, ...pods, ...bare, ...claimSteps(desired, observed)]);
  const busy = new Set(planned.map(({ step }) => stepKey(step)));
  const naming = observed.pods.flatMap((pod) => {
    const { namespace, name, owner = { kind: 'Pod', namespace, name } } = pod;
    const steps = namingSteps(pod, traffic).filter((step) => !busy.has(stepKey(step)));
    return steps.map((step): PlannedStep => ({ step, workload: owner }));
  });
  return [...planned, ...naming];
};
