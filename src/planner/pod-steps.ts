import { lacksPlace, newPodOf, podRef, waitingForPull } from '../model/pod.ts';
import type { NewPod, ObservedPod } from '../model/pod.ts';
import type { Step } from '../model/step.ts';
import { showsConfig } from '../model/volume.ts';
import { DEFAULT_GRACE_SECONDS } from '../model/workload.ts';
import { withServices } from './pod-services.ts';
import { resolveConfig } from './pod-config.ts';
import type { Traffic } from './proxy/traffic.ts';
import { type Readiness, type Supplies, takePlace } from './readiness.ts';

/** What is to be done about one pod, whoever decided that it should come, stay or go. */

interface Surroundings {
  supplies: Supplies;
  traffic: Traffic;
  now: number;
}

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
export const removalSteps = (pod: ObservedPod, reason: string, traffic: Traffic): Step[] => {
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

export const pullSteps = ({ images }: Extract<Readiness, { kind: 'pull' }>): Step[] =>
  images.map((pull) => ({ kind: 'pullImage', ...pull }));

/** A pod that cannot be made is there all the same, and says why. */
export const bringSteps = (pod: NewPod, readiness: Readiness, reason: string, traffic: Traffic): Step[] => {
  switch (readiness.kind) {
    case 'ready': {
      const config = withServices(readiness.config, pod, traffic);
      return [{ kind: 'createPod', pod, config, reason }];
    }
    case 'held':
      return [{ kind: 'holdPod', pod, waiting: readiness.waiting, reason: readiness.waiting.message }];
    case 'pull': {
      const waiting = waitingForPull(readiness.images.map(({ image }) => image));
      return [{ kind: 'holdPod', pod, waiting, reason }];
    }
  }
};

/** A pod that waits is made as soon as it can be, and says so where the reason is another by now. */
export const wakingSteps = (pod: ObservedPod, { supplies, traffic, now }: Surroundings): Step[] => {
  const readiness = takePlace(pod, supplies, now);
  if (readiness.kind === 'pull') {
    const isSeen = !lacksPlace(pod.waiting);
    return [
      ...pullSteps(readiness),
      ...(isSeen ? [] : bringSteps(newPodOf(pod), readiness, 'there is a place for it', traffic)),
    ];
  }
  const { reason, message } = pod.waiting ?? {};
  if (readiness.kind === 'held') {
    const { waiting } = readiness;
    if (waiting.reason === reason && waiting.message === message) return [];
  }
  return bringSteps(newPodOf(pod), readiness, 'what it waited for is there', traffic);
};

/** A pod whose ConfigMaps and Secrets have changed shows them as they are now. What has gone is shown on. */
export const configSteps = (pod: ObservedPod, { supplies }: Pick<Surroundings, 'supplies'>): Step[] => {
  const { configVersion } = pod;
  if (configVersion === undefined || pod.spec.volumes?.some(showsConfig) !== true) return [];
  const resolved = resolveConfig(pod.namespace, pod.spec, supplies.config);
  if (!('config' in resolved) || resolved.config.version === configVersion) return [];
  const { config } = resolved;
  return [{ kind: 'writeConfig', pod, config, reason: 'what its files show has changed' }];
};
