import { isActive } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';
import { NO_CONFIG } from '../model/pod-config.ts';
import { refKey } from '../model/resource.ts';
import type { ObjectRef } from '../model/resource.ts';
import type { Revision } from '../model/revision.ts';
import type { DesiredWorkload, ObservedState } from '../model/state.ts';
import { type Traffic, trafficOf } from './proxy/traffic.ts';
import { podReadiness } from './readiness.ts';
import type { Readiness, Supplies } from './readiness.ts';
import { replicaBounds } from '../model/replica-bounds.ts';
import type { ReplicaBounds } from '../model/replica-bounds.ts';

/** One workload as it should be, beside its pods as they are: all that a strategy decides by. */
export interface Situation {
  workload: DesiredWorkload;
  bounds: ReplicaBounds;
  minReadySeconds: number;
  /** What should run; undefined while nothing was ever rolled out. */
  newest: Revision | undefined;
  /** Whether pods of the newest revision can be created. */
  readiness: Readiness;
  /** Active pods of the newest revision. */
  fresh: ObservedPod[];
  /** Active pods of any other. */
  old: ObservedPod[];
  /** Asked to end, or beyond it. They count for nothing, but may still run. */
  leaving: ObservedPod[];
  /** What pods need: images, ConfigMaps, Secrets. */
  supplies: Supplies;
  /** Which of its pods get requests. */
  traffic: Traffic;
  now: number;
}

/** What a strategy wants. Steps follow from it without further choices. */
export interface Decision {
  remove: { pod: ObservedPod; reason: string }[];
  /** A count of 0 says that room will come: the images can be seen to already. */
  create: { revision: Revision; count: number; reason: string }[];
  /** Pods of the newest revision must not run yet. */
  holdStarts?: boolean;
}

/** For whoever does not ask about traffic. */
const NO_TRAFFIC = trafficOf({ workloads: [] }, { pods: [], images: new Map() });

type OwnedPods = ReadonlyMap<string, ObservedPod[]>;

/** One observation, which nobody changes, is asked many times: once per workload that someone waits for. */
const indexes = new WeakMap<readonly ObservedPod[], OwnedPods>();

const indexOf = (pods: readonly ObservedPod[]): OwnedPods => {
  const owned = new Map<string, ObservedPod[]>();
  for (const pod of pods) {
    if (pod.owner === undefined) continue;
    const key = refKey(pod.owner);
    const siblings = owned.get(key);
    if (siblings === undefined) owned.set(key, [pod]);
    else siblings.push(pod);
  }
  return owned;
};

/** Only the owner that a pod names decides; a selector never does. Pods of unknown workloads appear nowhere. */
const podsOf = (ref: ObjectRef, pods: readonly ObservedPod[]): readonly ObservedPod[] => {
  const index = indexes.get(pods) ?? indexOf(pods);
  indexes.set(pods, index);
  return index.get(refKey(ref)) ?? [];
};

export const situationOf = (
  workload: DesiredWorkload,
  observed: ObservedState,
  now: number,
  traffic: Traffic = NO_TRAFFIC,
): Situation => {
  const { spec } = workload.resource;
  const pods = podsOf(workload.ref, observed.pods);
  const newest = workload.revisions.at(-1);
  const active = pods.filter(isActive);
  return {
    workload,
    bounds: replicaBounds(spec),
    minReadySeconds: spec.minReadySeconds ?? 0,
    newest,
    readiness:
      newest === undefined
        ? { kind: 'ready', config: NO_CONFIG }
        : podReadiness(workload.ref.namespace, newest.template.spec, observed, now),
    fresh: active.filter((pod) => pod.hash === newest?.hash),
    old: active.filter((pod) => pod.hash !== newest?.hash),
    leaving: pods.filter((pod) => !isActive(pod)),
    supplies: observed,
    traffic,
    now,
  };
};
