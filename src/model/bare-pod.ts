import { shortHash } from './hash.ts';
import { canonicalJson } from './canonical-json.ts';
import type { NewPod, ObservedPod } from './pod.ts';
import type { ObjectRef } from './resource.ts';
import type { Pod, PodSpec } from './workload.ts';

/** A pod that no workload owns: a record of its own says what it should be. */

/** Undefined for a pod that belongs to a workload. */
export const barePodRef = ({ owner, namespace, name }: NewPod): ObjectRef | undefined =>
  owner === undefined ? { kind: 'Pod', namespace, name } : undefined;

const isBarePod = (pod: NewPod, { namespace, name }: ObjectRef): boolean =>
  pod.owner === undefined && pod.namespace === namespace && pod.name === name;

export const findBarePod = (pods: readonly ObservedPod[], ref: ObjectRef): ObservedPod | undefined => {
  const own = pods.filter((pod) => isBarePod(pod, ref));
  return own.find(({ terminating }) => !terminating) ?? own[0];
};

const HASH_LENGTH = 9;
const HASH_VERSION = 'b';

/** The same as long as nothing changes that its containers are made of. */
const specHash = ({
  activeDeadlineSeconds: _activeDeadlineSeconds,
  tolerations: _tolerations,
  terminationGracePeriodSeconds: _terminationGracePeriodSeconds,
  ...made
}: PodSpec): string => HASH_VERSION + shortHash(canonicalJson(made), HASH_LENGTH);

export const newBarePod = ({ metadata, spec }: Pod): NewPod => ({
  namespace: metadata.namespace ?? '',
  name: metadata.name,
  uid: metadata.uid ?? '',
  labels: { ...metadata.labels },
  annotations: { ...metadata.annotations },
  hash: specHash(spec),
  spec,
});
