import type { Resource } from '../model/resource.ts';

/** What others need comes first: they can start only when it is there. */
const order: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'PodDisruptionBudget',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
];

const rank = (kind: string): number => {
  const found = order.indexOf(kind);
  return found < 0 ? order.length : found;
};

/** The same objects, what others need first; among equals the order of the manifest stays. */
export const inDependencyOrder = <T extends { readonly resource: Resource }>(documents: readonly T[]): T[] =>
  documents.toSorted((a, b) => rank(a.resource.kind) - rank(b.resource.kind));
