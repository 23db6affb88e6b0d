import type { Resource } from '../../model/resource.ts';
import { alignColumns } from '../align-columns.ts';
import { escapeControls } from '../sanitize.ts';
import { roleBindingDescription, roleDescription, serviceAccountDescription } from './access.ts';
import { anyKindDescription } from './any-kind.ts';
import { autoscalerDescription } from './autoscalers.ts';
import { configMapDescription, secretDescription } from './configuration.ts';
import type { Description, Surroundings } from './description.ts';
import { endpointsDescription, endpointSliceDescription } from './endpoints.ts';
import { ingressClassDescription, ingressDescription } from './ingresses.ts';
import { cronJobDescription, jobDescription } from './jobs.ts';
import { limitRangeDescription, namespaceDescription, quotaDescription } from './namespaces.ts';
import { nodeDescription } from './nodes.ts';
import { podDescription } from './pod.ts';
import { disruptionBudgetDescription, networkPolicyDescription } from './policies.ts';
import { serviceDescription } from './services.ts';
import {
  persistentVolumeDescription,
  storageClassDescription,
  volumeClaimDescription,
} from './volume-claims.ts';
import {
  daemonSetDescription,
  deploymentDescription,
  replicaSetDescription,
  replicationControllerDescription,
  statefulSetDescription,
} from './workloads.ts';

const descriptions: Readonly<Record<string, Description>> = {
  ClusterRole: roleDescription,
  ClusterRoleBinding: roleBindingDescription,
  ConfigMap: configMapDescription,
  CronJob: cronJobDescription,
  DaemonSet: daemonSetDescription,
  Deployment: deploymentDescription,
  EndpointSlice: endpointSliceDescription,
  Endpoints: endpointsDescription,
  HorizontalPodAutoscaler: autoscalerDescription,
  Ingress: ingressDescription,
  IngressClass: ingressClassDescription,
  Job: jobDescription,
  LimitRange: limitRangeDescription,
  Namespace: namespaceDescription,
  NetworkPolicy: networkPolicyDescription,
  Node: nodeDescription,
  PersistentVolume: persistentVolumeDescription,
  PersistentVolumeClaim: volumeClaimDescription,
  Pod: podDescription,
  PodDisruptionBudget: disruptionBudgetDescription,
  ReplicaSet: replicaSetDescription,
  ReplicationController: replicationControllerDescription,
  ResourceQuota: quotaDescription,
  Role: roleDescription,
  RoleBinding: roleBindingDescription,
  Secret: secretDescription,
  Service: serviceDescription,
  ServiceAccount: serviceAccountDescription,
  StatefulSet: statefulSetDescription,
  StorageClass: storageClassDescription,
};

const descriptionOf = (kind: string): Description => descriptions[kind] ?? anyKindDescription;

/** The kinds that a description of this kind draws on, beside its own. */
export const neededKinds = (kind: string): readonly string[] => descriptionOf(kind).needs ?? [];

const ALIGNMENT = { minWidth: 0, padding: 2 };

/** An object as people read it, in kubectl's layout. */
export const describeObject = (object: Resource, surroundings: Surroundings): string =>
  escapeControls(
    alignColumns(
      descriptionOf(object.kind)
        .lines(object, surroundings)
        .flatMap((line) => line.split('\n')),
      ALIGNMENT,
    ),
  );
