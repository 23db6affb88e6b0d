import { POD_TEMPLATE_HASH } from '../model/labels.ts';
import { isActive } from '../model/pod-counts.ts';
import type { ObservedPod } from '../model/pod.ts';
import { NO_CONFIG } from '../model/pod-config.ts';
import { refKey } from '../model/resource.ts';
import type { ObjectRef } from '../model/resource.ts';
import type { Revision } from '../model/revision.ts';
import type { DesiredWorkload, ObservedState } from '../model/state.ts';
import { type Traffic, trafficOf } from './proxy/traffic.ts';
import { type Candidate, podReadiness, type Readiness, type Supplies } from './readiness.ts';
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

/** A pod as one of a revision would be. */
export const candidateOf = ({ namespace }: ObjectRef, { template, hash }: Revision): Candidate => ({
  namespace,
  labels: { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash },
  spec: template.spec,
});

/** Where old and new pods never run at the same time, the old ones take no room from the new. */
const suppliesOf = (
  { resource }: DesiredWorkload,
  supplies: Supplies,
  newest: Revision | undefined,
  own: readonly ObservedPod[],
): Supplies => {
  if (resource.spec.strategy?.type !== 'Recreate' || supplies.node === undefined) return supplies;
  const going = new Set(own.filter(({ hash }) => hash !== newest?.hash));
  return { ...supplies, pods: supplies.pods.filter((pod) => !going.has(pod)) };
};

export const situationOf = (
  workload: DesiredWorkload,
  observed: ObservedState & Supplies,
  now: number,
  traffic: Traffic = NO_TRAFFIC,
): Situation => {
  const { spec } = workload.resource;
  const pods = podsOf(workload.ref, observed.pods);
  const newest = workload.revisions.at(-1);
  const active = pods.filter(isActive);
  const supplies = suppliesOf(workload, observed, newest, pods);
  return {
    workload,
    bounds: replicaBounds(spec),
    minReadySeconds: spec.minReadySeconds ?? 0,
    newest,
    readiness:
      newest === undefined
        ? { kind: 'ready', config: NO_CONFIG }
        : podReadiness(candidateOf(workload.ref, newest), supplies, now),
    fresh: active.filter((pod) => pod.hash === newest?.hash),
    old: active.filter((pod) => pod.hash !== newest?.hash),
    leaving: pods.filter((pod) => !isActive(pod)),
    supplies,
    traffic,
    now,
  };
};
