import { NODE_NAME } from '../model/node.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { NewPod } from '../model/pod.ts';
import type { ObjectRef } from '../model/resource.ts';

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

/** One of these per container of the pod. */
const toContainers = (
  pod: PodIdentity,
  at: number,
  say: (container: { name: string; image: string }) => Said,
): Occurrence[] =>
  pod.spec.containers.map((container) =>
    happened({ ...podObject(pod), fieldPath: `spec.containers{${container.name}}` }, say(container), at),
  );

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

export const created = (pod: PodIdentity, at: number): Occurrence[] =>
  toContainers(pod, at, ({ name }) => kubelet('Normal', 'Created', `Created container: ${name}`));

export const started = (pod: PodIdentity, at: number): Occurrence[] =>
  toContainers(pod, at, ({ name }) => kubelet('Normal', 'Started', `Started container ${name}`));

export const killing = (pod: PodIdentity, at: number): Occurrence[] =>
  toContainers(pod, at, ({ name }) => kubelet('Normal', 'Killing', `Stopping container ${name}`));

export const backingOff = (pod: PodIdentity, at: number): Occurrence[] =>
  toContainers(pod, at, ({ name }) =>
    kubelet(
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${name} in pod ${pod.name}_${pod.namespace}(${pod.uid})`,
    ),
  );

export const unhealthy = (pod: PodIdentity, at: number): Occurrence[] =>
  toContainers(pod, at, () => kubelet('Warning', 'Unhealthy', 'Readiness probe failed'));

export const failed = (pod: PodIdentity, message: string, at: number): Occurrence =>
  happened(podObject(pod), kubelet('Warning', 'Failed', `Error: ${message}`), at);

/** What was learnt of an image while it was pulled. */
export interface Pull {
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly error?: string;
}

const seconds = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`;
  return `${Number((milliseconds / 1000).toFixed(3))}s`;
};

/** How a pod came by its images. Of several pods, the first has the pull to show. */
export const pulled = (
  pod: PodIdentity,
  at: number,
  takePull: (image: string) => Pull | undefined,
): Occurrence[] =>
  pod.spec.containers.flatMap((container) => {
    const { name, image } = container;
    const object = { ...podObject(pod), fieldPath: `spec.containers{${name}}` };
    const pull = takePull(image);
    if (pull === undefined) {
      const message = `Container image "${image}" already present on machine`;
      return [happened(object, kubelet('Normal', 'Pulled', message), at)];
    }
    const { startedAt, endedAt = at, error } = pull;
    const pulling = happened(object, kubelet('Normal', 'Pulling', `Pulling image "${image}"`), startedAt);
    if (error !== undefined) {
      const message = `Failed to pull image "${image}": ${error}`;
      return [pulling, happened(object, kubelet('Warning', 'Failed', message), endedAt)];
    }
    const took = seconds(endedAt - startedAt);
    const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting)`;
    return [pulling, happened(object, kubelet('Normal', 'Pulled', message), endedAt)];
  });

/** The pod is there and waits. */
export const held = (
  pod: PodIdentity,
  { reason, message }: { reason: string; message: string },
  at: number,
): Occurrence => {
  const said =
    reason === 'ImagePullBackOff'
      ? kubelet('Warning', 'BackOff', message)
      : kubelet('Warning', 'Failed', `Error: ${message}`);
  return happened(podObject(pod), said, at);
};

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
