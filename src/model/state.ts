import type { ClaimRef } from './claim.ts';
import type { Ingress } from './ingress.ts';
import type { ObservedNode } from './node.ts';
import type { ObservedPod } from './pod.ts';
import type { ConfigObjects } from './pod-config.ts';
import type { Refusal } from './refusal.ts';
import type { ObservedProxy, ProxySettings } from './proxy.ts';
import type { ObjectRef, Resource } from './resource.ts';
import type { Revision } from './revision.ts';
import type { Service } from './service.ts';
import type { Deployment, Pod } from './workload.ts';

/** A workload as it should be. */
export interface DesiredWorkload {
  ref: ObjectRef;
  resource: Deployment;
  /** Newest last; the newest is what should run. */
  revisions: Revision[];
  /** It is to go, and its pods with it. */
  deleted: boolean;
}

/** A Service as it should be. */
export interface DesiredService {
  ref: ObjectRef;
  resource: Service;
  /** It is to go. */
  deleted: boolean;
}

/** A pod that stands alone, as it should be. */
export interface DesiredPod {
  ref: ObjectRef;
  resource: Pod;
  /** It is to go. */
  deleted: boolean;
}

export interface DesiredState {
  workloads: DesiredWorkload[];
  pods?: DesiredPod[];
  services?: DesiredService[];
  ingresses?: Ingress[];
  /** The Endpoints and EndpointSlices of manifests. */
  endpoints?: Resource[];
  /** Claims whose volumes are to go. */
  deletedClaims?: ObjectRef[];
  proxySettings?: ProxySettings;
}

/**
 * What is known of an image. An image that is not listed has not been asked about: the cheapest way to find out
 * is to create a pod from it.
 */
export type ImageFact =
  | { state: 'missing' }
  | { state: 'present' }
  | { state: 'failed'; code: string; message: string; tries: number; retryAt: number };

export interface ObservedState {
  pods: ObservedPod[];
  proxies?: ObservedProxy[];
  images: ReadonlyMap<string, ImageFact>;
  /** Pods that the engine refused to make (refusal.ts). */
  refusals?: ReadonlyMap<string, Refusal>;
  /** Claims that have a volume; asked for only where one is to go. */
  claims?: ClaimRef[];
  /** What probes are run with, where it is not the usual image. */
  toolsImage?: string | undefined;
  /** The ConfigMaps, Secrets and claims that there are. */
  config?: ConfigObjects;
  /** Where pods are placed; learnt only where some have to be that ask for something of it. */
  node?: ObservedNode | undefined;
  /** Certificates with their keys, by the reference of the Secret that holds them. */
  certificates?: ReadonlyMap<string, string>;
}
