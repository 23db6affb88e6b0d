import { isResource, type Resource } from '../../model/resource.ts';
import { resourceTypeOf } from '../../model/resource-types.ts';
import { isObject, type JsonObject } from '../json-value.ts';
import { decodeObject } from './decode.ts';
import { type Field, fieldsOf, type Shape } from './shapes.ts';

/**
 * What Kubernetes' Go types write even where it says nothing: structs, times, and fields without `omitempty`.
 * kubectl prints it with every object that it has built or read by type. Only fields that a valid object may lack
 * are listed.
 */
const alwaysWritten: Readonly<Record<string, JsonObject>> = {
  ClusterRole: { rules: null },
  Container: { resources: {} },
  CronJob: { spec: {}, status: {} },
  CronJobSpec: { jobTemplate: {} },
  DaemonSet: { spec: {}, status: {} },
  DaemonSetSpec: { selector: null, template: {}, updateStrategy: {} },
  DaemonSetStatus: {
    currentNumberScheduled: 0,
    desiredNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
  },
  Deployment: { spec: {}, status: {} },
  DeploymentSpec: { selector: null, strategy: {}, template: {} },
  EphemeralContainer: { resources: {} },
  GRPCAction: { service: null },
  HorizontalPodAutoscaler: { spec: {}, status: {} },
  HorizontalPodAutoscalerStatus: { currentMetrics: null, desiredReplicas: 0 },
  HTTPGetAction: { port: 0 },
  HTTPIngressPath: { backend: {}, pathType: null },
  HTTPIngressRuleValue: { paths: null },
  Ingress: { spec: {}, status: {} },
  IngressServiceBackend: { port: {} },
  IngressStatus: { loadBalancer: {} },
  Job: { spec: {}, status: {} },
  JobSpec: { template: {} },
  JobTemplateSpec: { metadata: {}, spec: {} },
  LimitRange: { spec: {} },
  LimitRangeSpec: { limits: null },
  Namespace: { spec: {}, status: {} },
  NetworkPolicy: { spec: {} },
  NetworkPolicySpec: { podSelector: {} },
  ObjectMeta: { creationTimestamp: null },
  PersistentVolume: { spec: {}, status: {} },
  PersistentVolumeClaim: { spec: {}, status: {} },
  PersistentVolumeClaimSpec: { resources: {} },
  Pod: { spec: {}, status: {} },
  PodDisruptionBudget: { spec: {}, status: {} },
  PodDisruptionBudgetStatus: {
    currentHealthy: 0,
    desiredHealthy: 0,
    disruptionsAllowed: 0,
    expectedPods: 0,
  },
  PodSpec: { containers: null },
  PodTemplateSpec: { metadata: {}, spec: {} },
  PreferredSchedulingTerm: { preference: {} },
  ProjectedVolumeSource: { sources: null },
  ReplicaSet: { spec: {}, status: {} },
  ReplicaSetSpec: { selector: null, template: {} },
  ReplicaSetStatus: { replicas: 0 },
  ReplicationController: { spec: {}, status: {} },
  ReplicationControllerStatus: { replicas: 0 },
  ResourceFieldSelector: { divisor: '0' },
  ResourceQuota: { spec: {}, status: {} },
  Role: { rules: null },
  Service: { spec: {}, status: {} },
  ServicePort: { targetPort: 0 },
  ServiceStatus: { loadBalancer: {} },
  StatefulSet: { spec: {}, status: {} },
  StatefulSetSpec: { selector: null, serviceName: '', template: {}, updateStrategy: {} },
  StatefulSetStatus: { availableReplicas: 0, replicas: 0 },
  TCPSocketAction: { port: 0 },
};

/** Fields that Go leaves out when they are false or 0: the others can tell that from nothing. */
const leftOutAtZero = new Set([
  'failureThreshold',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'paused',
  'periodSeconds',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'successThreshold',
  'timeoutSeconds',
  'tty',
]);

/** Texts that mean something when they are empty. */
const keptWhenEmpty = new Set(['ingressClassName', 'storageClassName']);

/** Required of every object, but not by its type. */
const requiredByServer = new Set(['image']);

const isLeftOut = ({ name, required, shape }: Field, value: unknown): boolean => {
  if (required && !requiredByServer.has(name)) return false;
  if (value === '') return !keptWhenEmpty.has(name);
  if (value === false || value === 0) return leftOutAtZero.has(name);
  if (shape.form === 'list') return Array.isArray(value) && value.length === 0;
  return shape.form === 'map' && isObject(value) && Object.keys(value).length === 0;
};

const written = (value: unknown, shape: Shape): unknown => {
  switch (shape.form) {
    case 'object':
      return isObject(value) ? writtenObject(value, shape.type) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => written(item, shape.of)) : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item, shape.of)]))
        : value;
    case 'enum':
    case 'integer':
    case 'scalar':
      return value;
  }
};

const writtenObject = (object: JsonObject, type: string): JsonObject => {
  const fields = fieldsOf(type);
  const whole: JsonObject = { ...alwaysWritten[type] };
  for (const [name, value] of Object.entries({ ...whole, ...object })) {
    const field = fields.get(name);
    if (field === undefined) whole[name] = value;
    else if (name in whole || !isLeftOut(field, value)) whole[name] = written(value, field.shape);
  }
  return whole;
};

/** The object as kubectl writes it once Go has read it by its type: unknown fields are gone, empty ones there. */
export const asWrittenByType = (resource: Resource): Resource => {
  if (resourceTypeOf(resource) === undefined) return resource;
  const object = writtenObject(decodeObject(resource, resource.kind), resource.kind);
  if (!isResource(object)) throw new TypeError('a resource has lost what makes it one');
  return object;
};
