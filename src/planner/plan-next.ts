import { newPodOf, podRef } from '../model/pod.ts';
import type { NewPod, ObservedPod } from '../model/pod.ts';
import { podName } from '../model/pod-name.ts';
import type { DesiredState, ObservedState } from '../model/state.ts';
import { type PlannedStep, type Step, stepKey } from '../model/step.ts';
import { showsConfig } from '../model/volume.ts';
import { DEFAULT_GRACE_SECONDS } from '../model/workload.ts';
import { claimSteps } from './claims.ts';
import { newPod } from './new-pod.ts';
import { scalePaused } from './paused.ts';
import { namingSteps, withServices } from './pod-services.ts';
import { proxySteps } from './proxy/plan-proxies.ts';
import { type Traffic, trafficOf } from './proxy/traffic.ts';
import { resolveConfig } from './pod-config.ts';
import { podReadiness } from './readiness.ts';
import type { Readiness } from './readiness.ts';
import { recreate } from './recreate.ts';
import { rollingUpdate } from './rolling-update.ts';
import { situationOf } from './situation.ts';
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

const stop = (pod: ObservedPod, reason: string): Step => ({
  kind: 'stopPod',
  pod: podRef(pod),
  graceSeconds: pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
  reason,
});

/**
 * The next step on a pod's way out. A pod that is still being created is let go once it can be seen. One that gets
 * requests is marked first, which takes it out of its Services, and asked to end once no proxy leads to it.
 */
const removalSteps = (pod: ObservedPod, reason: string, traffic: Traffic): Step[] => {
  switch (pod.state) {
    case 'creating':
      return [];
    case 'running':
      if (!traffic.isServed(pod)) return [stop(pod, reason)];
      if (!pod.terminating) return [{ kind: 'retirePod', pod: podRef(pod), reason }];
      return traffic.isSettled(pod) ? [stop(pod, reason)] : [];
    case 'restarting':
    case 'paused':
      return [stop(pod, reason)];
    case 'waiting':
    case 'created':
    case 'exited':
    case 'dead':
      return [{ kind: 'removePod', pod: podRef(pod), reason }];
  }
};

const byName = (a: ObservedPod, b: ObservedPod): number => (a.name < b.name ? -1 : 1);

const pullSteps = ({ images }: Extract<Readiness, { kind: 'pull' }>): Step[] =>
  images.map((pull) => ({ kind: 'pullImage', ...pull }));

/** A pod that cannot be made is there all the same, and says why. */
const bringSteps = (pod: NewPod, readiness: Readiness, reason: string, traffic: Traffic): Step[] => {
  switch (readiness.kind) {
    case 'ready': {
      const config = withServices(readiness.config, pod, traffic.services);
      return [{ kind: 'createPod', pod, config, reason }];
    }
    case 'held':
      return [{ kind: 'holdPod', pod, waiting: readiness.waiting, reason: readiness.waiting.message }];
    case 'pull':
      return [];
  }
};

/** `names`: those that are taken. */
const creationSteps = (situation: Situation, decision: Decision, names: Set<string>): Step[] => {
  const { workload, supplies, traffic, now } = situation;
  const { ref } = workload;
  const steps: Step[] = [];
  let ordinal = 0;
  for (const { revision, count, reason } of decision.create) {
    const readiness = podReadiness(ref.namespace, revision.template.spec, supplies, now);
    if (readiness.kind === 'pull') {
      steps.push(...pullSteps(readiness));
      continue;
    }
    for (let made = 0; made < count; made++) {
      const isTaken = (name: string) => names.has(`${ref.namespace}/${name}`);
      const name = podName(ref, revision.hash, now, ordinal++, isTaken);
      names.add(`${ref.namespace}/${name}`);
      steps.push(...bringSteps(newPod(ref, revision, name, now), readiness, reason, traffic));
    }
  }
  return steps;
};

/** A pod that waits is made as soon as it can be, and says so where the reason is another by now. */
const wakingSteps = (pod: ObservedPod, { supplies, traffic, now }: Situation): Step[] => {
  const readiness = podReadiness(pod.namespace, pod.spec, supplies, now);
  if (readiness.kind === 'pull') return pullSteps(readiness);
  const { reason, message } = pod.waiting ?? {};
  if (readiness.kind === 'held') {
    const { waiting } = readiness;
    if (waiting.reason === reason && waiting.message === message) return [];
  }
  return bringSteps(newPodOf(pod), readiness, 'what it waited for is there', traffic);
};

/** A pod whose ConfigMaps and Secrets have changed shows them as they are now. What has gone is shown on. */
const configSteps = (pod: ObservedPod, { supplies }: Situation): Step[] => {
  const { configVersion } = pod;
  if (configVersion === undefined || pod.spec.volumes?.some(showsConfig) !== true) return [];
  const resolved = resolveConfig(pod.namespace, pod.spec, supplies.config);
  if (!('config' in resolved) || resolved.config.version === configVersion) return [];
  const { config } = resolved;
  return [{ kind: 'writeConfig', pod, config, reason: 'what its files show has changed' }];
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
  const pods = desired.workloads.flatMap((workload) => {
    const situation = situationOf(workload, observed, now, traffic);
    return stepsOf(situation, names).map((step): PlannedStep => ({ step, workload: workload.ref }));
  });
  const planned = uniquePulls([...proxies, ...pods, ...claimSteps(desired, observed)]);
  const busy = new Set(planned.map(({ step }) => stepKey(step)));
  const naming = observed.pods.flatMap((pod) => {
    const { namespace, name, owner = { kind: 'Pod', namespace, name } } = pod;
    const steps = namingSteps(pod, traffic.services).filter((step) => !busy.has(stepKey(step)));
    return steps.map((step): PlannedStep => ({ step, workload: owner }));
  });
  return [...planned, ...naming];
};
