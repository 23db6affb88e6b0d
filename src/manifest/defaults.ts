import { isResource, type Resource } from '../model/resource.ts';
import { resourceTypeOf } from '../model/resource-types.ts';
import { fillPod } from './defaults/pod.ts';
import { fillHorizontalPodAutoscaler, fillLimitRange } from './defaults/policy.ts';
import {
  fillEndpoints,
  fillEndpointSlice,
  fillNetworkPolicy,
  fillRoleBinding,
  fillService,
} from './defaults/service.ts';
import { fillNamespace, fillPersistentVolume, fillSecret, fillStorageClass } from './defaults/storage.ts';
import {
  fillClaim,
  fillCronJob,
  fillDaemonSet,
  fillDeployment,
  fillJob,
  fillReplicaSet,
  fillReplicationController,
  fillStatefulSet,
} from './defaults/workload.ts';
import { within } from './defaults/fill.ts';
import type { JsonObject } from './json-value.ts';
import { decodeObject } from './schema/decode.ts';

/** Sets defaults in an object that nobody else holds. */
type Fill = (object: JsonObject) => void;

const fills: Readonly<Record<string, Fill>> = {
  ClusterRoleBinding: fillRoleBinding,
  CronJob: fillCronJob,
  DaemonSet: fillDaemonSet,
  Deployment: fillDeployment,
  EndpointSlice: fillEndpointSlice,
  Endpoints: fillEndpoints,
  HorizontalPodAutoscaler: fillHorizontalPodAutoscaler,
  Job: fillJob,
  LimitRange: fillLimitRange,
  Namespace: fillNamespace,
  NetworkPolicy: fillNetworkPolicy,
  PersistentVolume: fillPersistentVolume,
  PersistentVolumeClaim: fillClaim,
  Pod: (object) => fillPod(within(object, 'spec')),
  ReplicaSet: fillReplicaSet,
  ReplicationController: fillReplicationController,
  RoleBinding: fillRoleBinding,
  Secret: fillSecret,
  Service: fillService,
  StatefulSet: fillStatefulSet,
  StorageClass: fillStorageClass,
};

/**
 * The object as the API server would keep it: read by its schema, with what the manifest is silent about, without the
 * status, which is the cluster's to write. Applying it twice changes nothing more.
 */
export const applyDefaults = (resource: Resource): Resource => {
  if (resourceTypeOf(resource) === undefined) return resource;
  const object = decodeObject(resource, resource.kind);
  delete object['status'];
  fills[resource.kind]?.(object);
  if (!isResource(object)) throw new TypeError('a resource has lost what makes it one');
  return object;
};
