import { NODE_NAME } from '../model/node.ts';
import { formatPath, type FieldPath } from '../model/field-path.ts';
import type { Report } from './document.ts';
import { isAbsent, isObject, type JsonObject } from './json-value.ts';
import { fieldsOf, type Shape } from './schema/shapes.ts';

/**
 * The fields that berth acts on, by the type that has them. A type that is not listed is acted on as a whole; a
 * kind that is not listed is stored, and no more.
 */
const honoured: Readonly<Record<string, readonly string[]>> = {
  Namespace: ['metadata', 'spec'],
  Deployment: ['metadata', 'spec'],
  Pod: ['metadata', 'spec'],
  Service: ['metadata', 'spec'],
  ServiceSpec: [
    'type',
    'selector',
    'ports',
    'sessionAffinity',
    'sessionAffinityConfig',
    'publishNotReadyAddresses',
    'allocateLoadBalancerNodePorts',
    'externalName',
  ],
  ServicePort: ['name', 'port', 'targetPort', 'appProtocol', 'nodePort', 'protocol'],
  Ingress: ['metadata', 'spec'],
  IngressBackend: ['service'],
  IngressClass: ['metadata', 'spec'],
  Node: ['metadata'],
  ConfigMap: ['metadata', 'data', 'binaryData', 'immutable'],
  PersistentVolumeClaim: ['metadata', 'spec'],
  PersistentVolumeClaimSpec: ['accessModes', 'resources', 'storageClassName', 'volumeName'],
  StorageClass: [
    'metadata',
    'provisioner',
    'parameters',
    'reclaimPolicy',
    'volumeBindingMode',
    'allowVolumeExpansion',
    'mountOptions',
  ],
  Secret: ['metadata', 'type', 'data', 'stringData', 'immutable'],
  ServiceAccount: ['metadata', 'imagePullSecrets', 'automountServiceAccountToken'],
  Endpoints: ['metadata', 'subsets'],
  EndpointSlice: ['metadata', 'addressType', 'endpoints', 'ports'],
  ObjectMeta: [
    'name',
    'generateName',
    'namespace',
    'labels',
    'annotations',
    // What a server writes comes back in manifests that were read from one.
    'creationTimestamp',
    'generation',
    'managedFields',
    'resourceVersion',
    'selfLink',
    'uid',
  ],
  DeploymentSpec: [
    'replicas',
    'selector',
    'template',
    'strategy',
    'minReadySeconds',
    'progressDeadlineSeconds',
    'revisionHistoryLimit',
    'paused',
  ],
  PodTemplateSpec: ['metadata', 'spec'],
  PodSpec: [
    'initContainers',
    'containers',
    'restartPolicy',
    'terminationGracePeriodSeconds',
    'hostname',
    'subdomain',
    'setHostnameAsFQDN',
    'hostAliases',
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'shareProcessNamespace',
    'dnsPolicy',
    'dnsConfig',
    'securityContext',
    'volumes',
    'imagePullSecrets',
    'serviceAccountName',
    'serviceAccount',
    'automountServiceAccountToken',
    'enableServiceLinks',
    'nodeSelector',
    'affinity',
    // The one node has no taints, so nothing has to be tolerated.
    'tolerations',
    'topologySpreadConstraints',
    'os',
  ],
  PodOS: [],
  Container: [
    'name',
    'image',
    'imagePullPolicy',
    'command',
    'args',
    'workingDir',
    'env',
    'envFrom',
    'ports',
    'volumeMounts',
    'startupProbe',
    'livenessProbe',
    'readinessProbe',
    'lifecycle',
    'resources',
    'restartPolicy',
    'securityContext',
    'tty',
    'stdin',
    'stdinOnce',
    'terminationMessagePath',
    'terminationMessagePolicy',
  ],
  EnvVar: ['name', 'value', 'valueFrom'],
  EnvVarSource: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'],
  Volume: [
    'name',
    'emptyDir',
    'configMap',
    'secret',
    'downwardAPI',
    'projected',
    'hostPath',
    'persistentVolumeClaim',
    'ephemeral',
    'nfs',
  ],
  VolumeMount: ['name', 'mountPath', 'subPath', 'subPathExpr', 'readOnly', 'mountPropagation'],
  VolumeProjection: ['configMap', 'secret', 'downwardAPI'],
  ResourceRequirements: ['limits', 'requests'],
  PodSecurityContext: [
    'runAsUser',
    'runAsGroup',
    'runAsNonRoot',
    'supplementalGroups',
    'fsGroup',
    'seccompProfile',
    'sysctls',
  ],
  SecurityContext: [
    'runAsUser',
    'runAsGroup',
    'runAsNonRoot',
    'capabilities',
    'privileged',
    'readOnlyRootFilesystem',
    'allowPrivilegeEscalation',
    'seccompProfile',
    'procMount',
  ],
  SeccompProfile: ['type'],
};

/** Values by which a field that is not acted on changes nothing: what Kubernetes takes without it. */
const withoutEffect: Readonly<Record<string, readonly unknown[]>> = {
  'ServiceSpec.clusterIP': ['None'],
  'ServiceSpec.externalTrafficPolicy': ['Cluster'],
  'ServiceSpec.internalTrafficPolicy': ['Cluster'],
  'ServiceSpec.ipFamilyPolicy': ['SingleStack'],
  'PodSpec.schedulerName': ['default-scheduler'],
  'PodSpec.nodeName': [NODE_NAME],
  'PodSpec.priority': [0],
  'PodSpec.hostUsers': [true],
  'PodOS.name': ['linux'],
  'PersistentVolumeClaimSpec.volumeMode': ['Filesystem'],
  'VolumeMount.recursiveReadOnly': ['Disabled'],
  'PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'PodSecurityContext.supplementalGroupsPolicy': ['Merge'],
};

/** Fields that are acted on only in some objects. */
const onlyWhere: Readonly<Record<string, (object: JsonObject) => boolean>> = {
  'EmptyDirVolumeSource.medium': ({ medium }) => medium === 'Memory',
  // An engine sets no bounds to what lies on the disk of its machine.
  'EmptyDirVolumeSource.sizeLimit': ({ medium }) => medium === 'Memory',
};

/** The keys that are acted on, of maps whose keys are not the user's own. */
const actedOnKeys: Readonly<Record<string, readonly string[]>> = {
  'ResourceRequirements.limits': ['cpu', 'memory'],
  'ResourceRequirements.requests': ['cpu', 'memory'],
};

const isEmpty = (value: unknown): boolean =>
  isAbsent(value) ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isEmpty));

export const isHonouredKind = (kind: string): boolean => kind in honoured;

/** Names every field that a manifest sets and berth leaves alone. */
export const checkHonoured = (object: JsonObject, kind: string, report: Report): void => {
  // Status is the cluster's to write, in Kubernetes too.
  const { apiVersion: _apiVersion, kind: _kind, status: _status, ...written } = object;
  walkObject(written, kind, [], report);
};

const reportUnheeded = (path: FieldPath, report: Report): void =>
  report({
    severity: 'warning',
    code: 'notHonoured',
    path,
    part: 'key',
    message: `${formatPath(path)} is stored but not acted on`,
  });

const walkObject = (object: JsonObject, type: string, path: FieldPath, report: Report): void => {
  const fields = fieldsOf(type);
  const acted = honoured[type] ?? [...fields.keys()];
  for (const [name, value] of Object.entries(object)) {
    const field = fields.get(name);
    if (field === undefined || isEmpty(value)) continue;
    const at = [...path, name];
    const isActedOn = acted.includes(name) && onlyWhere[`${type}.${name}`]?.(object) !== false;
    if (!isActedOn) {
      if (withoutEffect[`${type}.${name}`]?.includes(value) !== true) reportUnheeded(at, report);
      continue;
    }
    walkShape(value, field.shape, at, report);
    const keys = actedOnKeys[`${type}.${name}`];
    const unheeded = isObject(value) && keys !== undefined ? Object.keys(value) : [];
    for (const key of unheeded) if (keys?.includes(key) !== true) reportUnheeded([...at, key], report);
  }
};

const walkShape = (value: unknown, shape: Shape, path: FieldPath, report: Report): void => {
  if (shape.form === 'object' && isObject(value)) walkObject(value, shape.type, path, report);
  else if (shape.form === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) walkShape(item, shape.of, [...path, index], report);
  } else if (shape.form === 'map' && isObject(value)) {
    for (const [key, item] of Object.entries(value)) walkShape(item, shape.of, [...path, key], report);
  }
};
