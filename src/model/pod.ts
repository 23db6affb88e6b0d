import type { ObjectRef } from './resource.ts';
import type { Labels } from './selector.ts';
import type { PodSpec } from './workload.ts';

/** A pod that is to be made. */
export interface NewPod {
  namespace: string;
  name: string;
  uid: string;
  labels: Labels;
  annotations: Labels;
  /** The workload it belongs to; none for a pod that stands alone. */
  owner?: ObjectRef;
  /** The hash of the template that it is made from. */
  hash: string;
  spec: PodSpec;
}

/** What a step needs to know of a pod that exists, or of one container of it. */
export interface PodRef {
  /** The runtime's own name for it, which no other pod ever has. */
  id: string;
  namespace: string;
  name: string;
}

/** Why a pod cannot be made yet, in the words of the kubelet: `CreateContainerConfigError`. */
export interface Waiting {
  reason: string;
  message: string;
}

/** What Kubernetes says of a pod that no node can take. */
export const UNSCHEDULABLE = 'Unschedulable';

/** The kubelet's word for a pod that waits for nothing but its images, which are being pulled. */
const CONTAINER_CREATING = 'ContainerCreating';

export const waitingForPull = (images: readonly string[]): Waiting => ({
  reason: CONTAINER_CREATING,
  message: `pulling image ${images.map((image) => JSON.stringify(image)).join(', ')}`,
});

/** Nothing is wrong with it. */
export const awaitsPull = (waiting: Waiting | undefined): boolean => waiting?.reason === CONTAINER_CREATING;

/** Whether a pod waits for a place, and not for something else. */
export const lacksPlace = (waiting: Waiting | undefined): boolean => waiting?.reason === UNSCHEDULABLE;

/**
 * `waiting`: it cannot be made before what it needs is there · `creating`: asked for, not seen yet · `created`: made, never started · `restarting`: ended, and the engine
 * will start it again · `dead`: the engine could not remove it.
 */
export type PodState =
  | 'waiting'
  | 'creating'
  | 'created'
  | 'running'
  | 'restarting'
  | 'paused'
  | 'exited'
  | 'dead';

/** How it goes with what runs, or how it went. */
export interface ObservedRun {
  /** Runs, and its readiness probe (if it has one) passes. */
  ready: boolean;
  /** When its present run began, to the second or so. */
  startedAt?: number;
  /** When the run before that ended, or the last one. */
  finishedAt?: number;
  exitCode?: number;
  /** It was ended because it used more memory than it may. */
  outOfMemory?: boolean;
  /** Why the engine could not start it, where it says so. */
  startError?: string;
  /** What image it is made of, by its content: a name may stand for another by now. Pods of several containers have several. */
  imageId?: string;
  restarts: number;
}

export interface ObservedContainer extends ObservedRun {
  name: string;
  /** The runtime's own name for it. */
  id: string;
  state: Exclude<PodState, 'waiting' | 'creating'>;
  /** It runs, but the network that it shares with its pod has gone: it has to be started anew. */
  adrift?: boolean;
}

/**
 * A pod as a runtime shows it. Only pods that carry berth's labels are ever observed. What it says of its run sums up
 * its containers.
 */
export interface ObservedPod extends NewPod, PodRef, ObservedRun {
  state: PodState;
  /** Of a pod in state `waiting`. */
  waiting?: Waiting;
  /** Asked to end: it counts for nothing any more, and is removed once it has stopped. */
  terminating: boolean;
  ip?: string;
  /** It runs, and is on no network: someone has taken it off. */
  cutOff?: boolean;
  /** By which names others find it, where that is known. */
  names?: string[];
  createdAt: number;
  /** The version of the ConfigMaps and Secrets that its files show, where it has such files. */
  configVersion?: string;
  /** Of a pod of several containers: those that have been made. A pod of one is that container. */
  containers?: readonly ObservedContainer[];
}

/** All that was asked for, of a pod that is there. */
export const newPodOf = ({
  namespace,
  name,
  uid,
  labels,
  annotations,
  owner,
  hash,
  spec,
}: ObservedPod): NewPod => ({
  namespace,
  name,
  uid,
  labels,
  annotations,
  ...(owner && { owner }),
  hash,
  spec,
});

export const podRef = (pod: PodRef): PodRef => ({ id: pod.id, namespace: pod.namespace, name: pod.name });
