import type { KindTable } from '../table.ts';
import { roleBindingTable } from './access.ts';
import { anyKindTable, plainTable } from './any-kind.ts';
import { autoscalerTable } from './autoscalers.ts';
import { configMapTable, secretTable, serviceAccountTable } from './configuration.ts';
import { cronJobTable } from './cron-jobs.ts';
import { daemonSetTable } from './daemon-sets.ts';
import { deploymentTable } from './deployments.ts';
import { endpointSliceTable, endpointsTable } from './endpoints.ts';
import { eventTable } from './events.ts';
import { ingressClassTable, ingressTable } from './ingresses.ts';
import { jobTable } from './jobs.ts';
import { namespaceTable } from './namespaces.ts';
import { nodeTable } from './nodes.ts';
import { podTable } from './pods.ts';
import { disruptionBudgetTable, networkPolicyTable, resourceQuotaTable } from './policies.ts';
import { replicaSetTable, replicationControllerTable } from './replica-sets.ts';
import { controllerRevisionTable } from './revisions.ts';
import { serviceTable } from './services.ts';
import { statefulSetTable } from './stateful-sets.ts';
import { persistentVolumeClaimTable, persistentVolumeTable, storageClassTable } from './storage.ts';

const tables: Readonly<Record<string, KindTable>> = {
  ClusterRole: plainTable,
  ClusterRoleBinding: roleBindingTable,
  ConfigMap: configMapTable,
  ControllerRevision: controllerRevisionTable,
  CronJob: cronJobTable,
  DaemonSet: daemonSetTable,
  Deployment: deploymentTable,
  Endpoints: endpointsTable,
  EndpointSlice: endpointSliceTable,
  Event: eventTable,
  HorizontalPodAutoscaler: autoscalerTable,
  Ingress: ingressTable,
  IngressClass: ingressClassTable,
  Job: jobTable,
  LimitRange: plainTable,
  Namespace: namespaceTable,
  NetworkPolicy: networkPolicyTable,
  Node: nodeTable,
  PersistentVolume: persistentVolumeTable,
  PersistentVolumeClaim: persistentVolumeClaimTable,
  Pod: podTable,
  PodDisruptionBudget: disruptionBudgetTable,
  ReplicaSet: replicaSetTable,
  ReplicationController: replicationControllerTable,
  ResourceQuota: resourceQuotaTable,
  Role: plainTable,
  RoleBinding: roleBindingTable,
  Secret: secretTable,
  Service: serviceTable,
  ServiceAccount: serviceAccountTable,
  StatefulSet: statefulSetTable,
  StorageClass: storageClassTable,
};

export const tableOfKind = (kind: string): KindTable => tables[kind] ?? anyKindTable;
