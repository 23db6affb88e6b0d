/** The kinds that berth knows. */
export const kinds = [
  'ClusterRole ClusterRoleBinding ConfigMap CronJob DaemonSet Deployment EndpointSlice Endpoints Event HorizontalPodAutoscaler',
  'Ingress Job LimitRange Namespace NetworkPolicy Node PersistentVolume PersistentVolumeClaim Pod PodDisruptionBudget ReplicaSet',
  'ReplicationController ResourceQuota Role RoleBinding Secret Service ServiceAccount StatefulSet StorageClass',
].flatMap((line) => line.split(' '));
