import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { checkConfigMap, checkSecret } from './configuration.ts';
import { checkMetadata } from './metadata.ts';
import { checkIngress } from './network.ts';
import { checkHorizontalPodAutoscaler, checkPodDisruptionBudget } from './policy.ts';
import { checkService } from './service.ts';
import { checkPersistentVolume, checkPersistentVolumeClaim } from './storage.ts';
import {
  checkCronJob,
  checkDaemonSet,
  checkDeployment,
  checkJob,
  checkPod,
  checkReplicaSet,
  checkReplicationController,
  checkStatefulSet,
} from './workload.ts';

type Rule = (resource: Resource, report: Report) => void;

/** The rules across fields, by kind. */
const rules: Readonly<Record<string, Rule>> = {
  ConfigMap: checkConfigMap,
  CronJob: checkCronJob,
  DaemonSet: checkDaemonSet,
  Deployment: checkDeployment,
  HorizontalPodAutoscaler: checkHorizontalPodAutoscaler,
  Ingress: checkIngress,
  Job: checkJob,
  PersistentVolume: checkPersistentVolume,
  PersistentVolumeClaim: checkPersistentVolumeClaim,
  Pod: checkPod,
  PodDisruptionBudget: checkPodDisruptionBudget,
  ReplicaSet: checkReplicaSet,
  ReplicationController: checkReplicationController,
  Secret: checkSecret,
  Service: checkService,
  StatefulSet: checkStatefulSet,
};

/** Kinds whose models leave out that they are nothing without a spec. */
const kindsWithSpec = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Ingress',
  'Job',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Service',
  'StatefulSet',
]);

export const checkRules = (resource: Resource, report: Report): void => {
  checkMetadata(resource, report);
  if (kindsWithSpec.has(resource.kind) && (resource['spec'] === undefined || resource['spec'] === null)) {
    report({ code: 'required', path: ['spec'], message: 'spec: Required value' });
    return;
  }
  rules[resource.kind]?.(resource, report);
};
