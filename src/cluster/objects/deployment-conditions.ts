import { isActive, isAvailable, type PodCounts, runningSince } from '../../model/pod-counts.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { StoredRecord } from '../../model/record.ts';
import { replicaBounds } from '../../model/replica-bounds.ts';
import type { Revision } from '../../model/revision.ts';
import {
  DEFAULT_PROGRESS_DEADLINE_SECONDS,
  type Deployment,
  NO_PROGRESS_DEADLINE,
} from '../../model/workload.ts';

/** What a Deployment says of itself, in the words of Kubernetes' controller. */
export interface DeploymentCondition {
  type: 'Available' | 'Progressing';
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

interface DeploymentView {
  record: StoredRecord & { resource: Deployment };
  pods: readonly ObservedPod[];
  counts: PodCounts;
  now: number;
}

const availability = ({ record: { resource }, counts }: DeploymentView): DeploymentCondition =>
  counts.available >= replicaBounds(resource.spec).floor
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };

/** Once a rollout has come to its end, pods that fail later do not undo that. */
const isComplete = ({ record, pods, counts }: DeploymentView): boolean => {
  const { replicas } = replicaBounds(record.resource.spec);
  const newest = record.revisions.at(-1);
  const hasCome =
    newest?.rolledOut === true && pods.every((pod) => !isActive(pod) || pod.hash === newest.hash);
  return (
    hasCome ||
    (counts.updated === replicas && counts.replicas === replicas && counts.updatedAvailable === replicas)
  );
};

/** When the rollout last came closer to its end: the Deployment was written, a pod was made, or one became available. */
const lastProgress = (newest: Revision, { record, pods, now }: DeploymentView): number => {
  const { minReadySeconds = 0 } = record.resource.spec;
  const moments = pods
    .filter((pod) => pod.hash === newest.hash)
    .flatMap((pod) => [
      pod.createdAt,
      ...(isAvailable(pod, minReadySeconds, now) ? [runningSince(pod) + minReadySeconds * 1_000] : []),
    ]);
  return Math.max(record.writtenAt, ...moments);
};

const progress = (view: DeploymentView): DeploymentCondition[] => {
  const { record, now } = view;
  const { metadata, spec } = record.resource;
  const newest = record.revisions.at(-1);
  const seconds = spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  if (seconds >= NO_PROGRESS_DEADLINE) return [];
  const say = (status: DeploymentCondition['status'], reason: string, message: string) => [
    { type: 'Progressing' as const, status, reason, message },
  ];
  if (spec.paused === true) return say('Unknown', 'DeploymentPaused', 'Deployment is paused');
  if (newest === undefined) return [];
  const set = `ReplicaSet "${metadata.name}-${newest.hash}"`;
  if (isComplete(view)) return say('True', 'NewReplicaSetAvailable', `${set} has successfully progressed.`);
  return lastProgress(newest, view) + seconds * 1_000 <= now
    ? say('False', 'ProgressDeadlineExceeded', `${set} has timed out progressing.`)
    : say('True', 'ReplicaSetUpdated', `${set} is progressing.`);
};

export const deploymentConditions = (view: DeploymentView): DeploymentCondition[] => [
  availability(view),
  ...progress(view),
];
