import { isActive } from '../model/pod-counts.ts';
import { findBarePod } from '../model/bare-pod.ts';
import { sameRef } from '../model/resource.ts';
import { isNothing, requestsOf } from '../model/requests.ts';
import { replicaBounds } from '../model/replica-bounds.ts';
import type { DesiredState, DesiredWorkload, ObservedState } from '../model/state.ts';
import type { PodSpec } from '../model/workload.ts';

/** Whether it matters to a pod which node it is on, and what else is there. */
const asks = (spec: PodSpec): boolean =>
  spec.nodeSelector !== undefined ||
  spec.affinity !== undefined ||
  (spec.topologySpreadConstraints ?? []).length > 0 ||
  !isNothing(requestsOf(spec));

const specsOf = ({ workloads, pods = [] }: DesiredState): PodSpec[] => [
  ...workloads.flatMap(({ revisions }) => revisions.map(({ template }) => template.spec)),
  ...pods.map(({ resource }) => resource.spec),
];

/** Whether pods of it are yet to be made. */
const isShort = (
  { ref, resource, revisions, deleted }: DesiredWorkload,
  { pods }: ObservedState,
): boolean => {
  if (deleted) return false;
  const newest = revisions.at(-1)?.hash;
  const made = pods.filter(
    (pod) =>
      isActive(pod) &&
      pod.state !== 'waiting' &&
      pod.hash === newest &&
      pod.owner !== undefined &&
      sameRef(pod.owner, ref),
  );
  return made.length < replicaBounds(resource.spec).replicas;
};

/** Whether the next plan places pods and some pod asks for something of its place: the node costs a call to learn. */
export const needsNode = (desired: DesiredState, observed: ObservedState): boolean =>
  specsOf(desired).some(asks) &&
  (desired.workloads.some((workload) => isShort(workload, observed)) ||
    (desired.pods ?? []).some(({ ref, deleted }) => {
      const pod = deleted ? undefined : findBarePod(observed.pods, ref);
      return !deleted && (pod === undefined || pod.state === 'waiting');
    }));
