import { sidecarsOf } from '../model/containers.ts';
import { NODE_NAME } from '../model/node.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { type NewPod, UNSCHEDULABLE } from '../model/pod.ts';
import type { ObjectRef } from '../model/resource.ts';
import type { Container } from '../model/workload.ts';

/** In the words of those who see to pods in Kubernetes. */

export type PodIdentity = Pick<NewPod, 'namespace' | 'name' | 'uid' | 'spec' | 'owner' | 'hash'>;

type Said = Pick<Occurrence, 'type' | 'reason' | 'message' | 'component'>;

const happened = (object: Occurrence['object'], said: Said, at: number): Occurrence => ({
  object,
  ...said,
  first: at,
  last: at,
  count: 1,
});

const podObject = ({ namespace, name, uid }: PodIdentity): Occurrence['object'] => ({
  kind: 'Pod',
  namespace,
  name,
  uid,
});

const kubelet = (type: Said['type'], reason: string, message: string): Said => ({
  type,
  reason,
  message,
  component: 'kubelet',
});

type Say = (container: Container) => Said;

const placeOf = ({ spec }: PodIdentity, container: Container): string =>
  spec.initContainers?.includes(container) === true ? 'initContainers' : 'containers';

/** About one container of the pod. */
const ofContainer = (pod: PodIdentity, container: Container, said: Said, at: number): Occurrence => {
  const fieldPath = `spec.${placeOf(pod, container)}{${container.name}}`;
  return happened({ ...podObject(pod), fieldPath }, said, at);
};

export const scheduled = (pod: PodIdentity, at: number): Occurrence =>
  happened(
    podObject(pod),
    {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${pod.namespace}/${pod.name} to ${NODE_NAME}`,
      component: 'default-scheduler',
    },
    at,
  );

const aboutContainer =
  (say: Say) =>
  (pod: PodIdentity, container: Container, at: number): Occurrence =>
    ofContainer(pod, container, say(container), at);

export const created = aboutContainer(({ name }) =>
  kubelet('Normal', 'Created', `Created container: ${name}`),
);

export const started = aboutContainer(({ name }) =>
  kubelet('Normal', 'Started', `Started container ${name}`),
);

export const backingOff = (pod: PodIdentity, container: Container, at: number): Occurrence => {
  const where = `container ${container.name} in pod ${pod.name}_${pod.namespace}(${pod.uid})`;
  return ofContainer(
    pod,
    container,
    kubelet('Warning', 'BackOff', `Back-off restarting failed ${where}`),
    at,
  );
};

export const unhealthy = aboutContainer(() => kubelet('Warning', 'Unhealthy', 'Readiness probe failed'));

/** Of those that run as long as the pod does. */
export const killing = (pod: PodIdentity, at: number): Occurrence[] =>
  [...sidecarsOf(pod.spec), ...pod.spec.containers].map((container) =>
    ofContainer(pod, container, kubelet('Normal', 'Killing', `Stopping container ${container.name}`), at),
  );

export const failed = (pod: PodIdentity, message: string, at: number): Occurrence =>
  happened(podObject(pod), kubelet('Warning', 'Failed', `Error: ${message}`), at);

const seconds = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`;
  return `${Number((milliseconds / 1000).toFixed(3))}s`;
};

export const pulling = aboutContainer(({ image }) =>
  kubelet('Normal', 'Pulling', `Pulling image "${image}"`),
);

export const present = aboutContainer(({ image }) =>
  kubelet('Normal', 'Pulled', `Container image "${image}" already present on machine`),
);

export const pulled = (pod: PodIdentity, container: Container, tookMs: number, at: number): Occurrence => {
  const took = seconds(tookMs);
  const message = `Successfully pulled image "${container.image}" in ${took} (${took} including waiting)`;
  return ofContainer(pod, container, kubelet('Normal', 'Pulled', message), at);
};

export const pullFailed = (pod: PodIdentity, container: Container, error: string, at: number): Occurrence => {
  const message = `Failed to pull image "${container.image}": ${error}`;
  return ofContainer(pod, container, kubelet('Warning', 'Failed', message), at);
};

const saidOf = (reason: string, message: string): Said => {
  switch (reason) {
    case UNSCHEDULABLE:
      return { type: 'Warning', reason: 'FailedScheduling', message, component: 'default-scheduler' };
    case 'ImagePullBackOff':
      return kubelet('Warning', 'BackOff', message);
    default:
      return kubelet('Warning', 'Failed', `Error: ${message}`);
  }
};

/** The pod is there and waits. */
export const held = (
  pod: PodIdentity,
  { reason, message }: { reason: string; message: string },
  at: number,
): Occurrence => happened(podObject(pod), saidOf(reason, message), at);

/** `web-b5dz9`: what kubectl calls the revision of a Deployment that a pod is of. */
export const replicaSetOf = ({ owner, hash }: PodIdentity): ObjectRef | undefined =>
  owner?.kind === 'Deployment' ? { ...owner, kind: 'ReplicaSet', name: `${owner.name}-${hash}` } : undefined;

/** What whoever owns the pod says of its coming or going. */
export const ownerSays = (pod: PodIdentity, change: 'create' | 'delete', at: number): Occurrence[] => {
  const owner = replicaSetOf(pod) ?? pod.owner;
  if (owner === undefined) return [];
  const isSet = owner.kind === 'StatefulSet';
  const message = isSet
    ? `${change} Pod ${pod.name} in StatefulSet ${owner.name} successful`
    : `${change === 'create' ? 'Created' : 'Deleted'} pod: ${pod.name}`;
  const reason = change === 'create' ? 'SuccessfulCreate' : 'SuccessfulDelete';
  const component = `${owner.kind.toLowerCase()}-controller`;
  return [happened(owner, { type: 'Normal', reason, message, component }, at)];
};

export const scaled = (
  deployment: ObjectRef,
  replicaSet: string,
  from: number,
  to: number,
  at: number,
): Occurrence =>
  happened(
    deployment,
    {
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${to > from ? 'up' : 'down'} replica set ${replicaSet} from ${from} to ${to}`,
      component: 'deployment-controller',
    },
    at,
  );

export const proxyFailed = (service: ObjectRef, message: string, at: number): Occurrence =>
  happened(service, { type: 'Warning', reason: 'Failed', message, component: 'service-controller' }, at);
