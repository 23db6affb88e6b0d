import { observedContainers } from '../../model/containers.ts';
import { NODE_NAME } from '../../model/node.ts';
import { isFinished, isInitialized } from '../../model/pod-life.ts';
import { awaitsPull, lacksPlace, type ObservedPod } from '../../model/pod.ts';
import { qosClassOf } from '../../model/qos-class.ts';
import { withAllRequests } from '../../model/requests.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { timestamp } from '../../model/timestamp.ts';
import type { Container } from '../../model/workload.ts';
import type { TerminationMessages } from '../termination-messages.ts';
import { storedObject } from './stored.ts';
import { containerStatus, type Idle } from './container-status.ts';

/** A pod as an API server would show it, out of what the runtime tells. */

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export const phaseOf = (pod: ObservedPod): Phase => {
  const { spec, state } = pod;
  if (state === 'waiting' || state === 'creating' || state === 'created') return 'Pending';
  const containers = observedContainers(pod);
  if (isFinished(spec, containers)) return pod.exitCode === 0 ? 'Succeeded' : 'Failed';
  return isInitialized(spec, containers) ? 'Running' : 'Pending';
};

/** A pod that cannot be made waits for what its first container waits for, as far as kubectl shows it. */
const idleOf = (pod: ObservedPod, container: Container): Idle => {
  const { spec, waiting } = pod;
  const [firstInit] = spec.initContainers ?? [];
  const isTold = waiting !== undefined && !awaitsPull(waiting);
  if (isTold && (firstInit === undefined || container === firstInit)) return waiting;
  const isInitializing = !isInitialized(spec, observedContainers(pod));
  return { reason: firstInit !== undefined && isInitializing ? 'PodInitializing' : 'ContainerCreating' };
};

const statusesOf = (pod: ObservedPod, messages: TerminationMessages): object => {
  const observed = new Map(observedContainers(pod).map((container) => [container.name, container]));
  const status = (isInit: boolean) => (spec: Container) => {
    const own = observed.get(spec.name);
    const message = own && messages.get(own.id);
    return containerStatus({ spec, observed: own, idle: idleOf(pod, spec), isInit, message });
  };
  const { initContainers = [], containers } = pod.spec;
  return {
    ...(initContainers.length > 0 && { initContainerStatuses: initContainers.map(status(true)) }),
    containerStatuses: containers.map(status(false)),
  };
};

const condition = (type: string, holds: boolean): object => ({ type, status: holds ? 'True' : 'False' });

const hasEnded = (pod: ObservedPod): boolean => ['Succeeded', 'Failed'].includes(phaseOf(pod));

/** A pod that no node can take has no containers yet, not even some that wait. */
const isScheduled = ({ waiting }: ObservedPod): boolean => !lacksPlace(waiting);

/** A pod without a place is nothing yet but that. */
const conditions = (pod: ObservedPod): object[] => {
  if (!isScheduled(pod)) return [{ ...condition('PodScheduled', false), ...pod.waiting }];
  return [
    condition('PodReadyToStartContainers', pod.state !== 'creating'),
    condition('Initialized', isInitialized(pod.spec, observedContainers(pod))),
    condition('Ready', pod.ready),
    condition('ContainersReady', pod.ready),
    condition('PodScheduled', true),
  ];
};

const ownerReferences = ({ owner, hash }: ObservedPod): object => {
  if (owner === undefined) return {};
  const isDeployment = owner.kind === 'Deployment';
  const reference = isDeployment
    ? { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${owner.name}-${hash}` }
    : { apiVersion: 'apps/v1', kind: owner.kind, name: owner.name };
  return { ownerReferences: [{ ...reference, blockOwnerDeletion: true, controller: true }] };
};

export const podObject = (pod: ObservedPod, messages: TerminationMessages = new Map()): Resource => ({
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
  spec: { ...withAllRequests(pod.spec), ...(isScheduled(pod) && { nodeName: NODE_NAME }) },
  status: {
    phase: phaseOf(pod),
    conditions: conditions(pod),
    ...(hasEnded(pod) || pod.ip === undefined ? {} : { podIP: pod.ip, podIPs: [{ ip: pod.ip }] }),
    qosClass: qosClassOf(pod.spec),
    ...(isScheduled(pod) && { startTime: timestamp(pod.createdAt), ...statusesOf(pod, messages) }),
  },
});

/** What its record says it should be, with the status of what is there of it. */
export const barePodObject = (
  record: StoredRecord,
  pod: ObservedPod | undefined,
  messages?: TerminationMessages,
): Resource => {
  const stored = storedObject(record);
  if (pod === undefined) return { ...stored, status: { phase: 'Pending' } };
  const { metadata, spec, status } = podObject(pod, messages);
  const { deletionTimestamp } = metadata;
  return {
    ...stored,
    metadata: { ...stored.metadata, ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) },
    spec: { ...Object(spec), ...Object(stored['spec']) },
    status,
  };
};
