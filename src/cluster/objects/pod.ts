import { NODE_NAME } from '../../model/node.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Resource } from '../../model/resource.ts';
import { timestamp } from '../../model/timestamp.ts';
import type { Container } from '../../model/workload.ts';

/** A pod as an API server would show it, out of what the runtime tells. */

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export const phaseOf = (pod: ObservedPod): Phase => {
  switch (pod.state) {
    case 'waiting':
    case 'creating':
    case 'created':
      return 'Pending';
    case 'running':
    case 'restarting':
    case 'paused':
      return 'Running';
    case 'exited':
    case 'dead':
      if ((pod.spec.restartPolicy ?? 'Always') === 'Always') return 'Running';
      return pod.exitCode === 0 ? 'Succeeded' : 'Failed';
  }
};

const terminated = (pod: ObservedPod) => {
  const exitCode = pod.exitCode ?? 0;
  return { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' } };
};

const containerState = (pod: ObservedPod): object => {
  switch (pod.state) {
    case 'waiting':
      return { waiting: { ...pod.waiting } };
    case 'creating':
    case 'created':
      return { waiting: { reason: 'ContainerCreating' } };
    case 'running':
    case 'paused':
      return { running: pod.startedAt === undefined ? {} : { startedAt: timestamp(pod.startedAt) } };
    case 'restarting':
      return { waiting: { reason: 'CrashLoopBackOff' } };
    case 'exited':
    case 'dead':
      return terminated(pod);
  }
};

const containerStatus = (pod: ObservedPod, container: Container): object => ({
  ...(pod.state === 'waiting' || pod.state === 'creating' ? {} : { containerID: `docker://${pod.id}` }),
  image: container.image,
  imageID: '',
  lastState: pod.state === 'restarting' ? terminated(pod) : {},
  name: container.name,
  ready: pod.ready,
  restartCount: pod.restarts,
  started: pod.state === 'running',
  state: containerState(pod),
});

const condition = (type: string, holds: boolean): object => ({ type, status: holds ? 'True' : 'False' });

const hasEnded = (pod: ObservedPod): boolean => ['Succeeded', 'Failed'].includes(phaseOf(pod));

/** A pod that no node can take has no containers yet, not even some that wait. */
const isScheduled = ({ waiting }: ObservedPod): boolean => waiting?.reason !== 'Unschedulable';

const conditions = (pod: ObservedPod): object[] => [
  condition('PodReadyToStartContainers', pod.state !== 'creating'),
  condition('Initialized', true),
  condition('Ready', pod.ready),
  condition('ContainersReady', pod.ready),
  isScheduled(pod)
    ? condition('PodScheduled', true)
    : { ...condition('PodScheduled', false), ...pod.waiting },
];

const ownerReferences = ({ owner, hash }: ObservedPod): object => {
  if (owner === undefined) return {};
  const isDeployment = owner.kind === 'Deployment';
  const reference = isDeployment
    ? { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${owner.name}-${hash}` }
    : { apiVersion: 'apps/v1', kind: owner.kind, name: owner.name };
  return { ownerReferences: [{ ...reference, blockOwnerDeletion: true, controller: true }] };
};

export const podObject = (pod: ObservedPod): Resource => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: pod.name,
    namespace: pod.namespace,
    uid: pod.uid,
    creationTimestamp: timestamp(pod.createdAt),
    ...(pod.terminating ? { deletionTimestamp: timestamp(pod.createdAt) } : {}),
    ...(Object.keys(pod.labels).length > 0 ? { labels: { ...pod.labels } } : {}),
    ...(Object.keys(pod.annotations).length > 0 ? { annotations: { ...pod.annotations } } : {}),
    ...ownerReferences(pod),
  },
  spec: { ...pod.spec, nodeName: NODE_NAME },
  status: {
    phase: phaseOf(pod),
    conditions: conditions(pod),
    ...(hasEnded(pod) || pod.ip === undefined ? {} : { podIP: pod.ip, podIPs: [{ ip: pod.ip }] }),
    qosClass: 'BestEffort',
    startTime: timestamp(pod.createdAt),
    ...(isScheduled(pod) && {
      containerStatuses: pod.spec.containers.map((container) => containerStatus(pod, container)),
    }),
  },
});
