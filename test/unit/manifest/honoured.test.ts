import { describe, expect, test } from 'vitest';
import { checkHonoured } from '../../../src/manifest/honoured.ts';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { fieldsOf, type Shape } from '../../../src/manifest/schema/shapes.ts';
import { validate } from '../../../src/manifest/validate.ts';
import type { FieldPath } from '../../../src/model/field-path.ts';

/**
 * Walks all that a pod template may hold. Each field is in one of two tables: acted on, or named in a warning. A field
 * that Kubernetes gets anew is in neither, and has to be decided.
 */

/** Values of a field, one of which at least asks for something. */
const samplesOf = (shape: Shape): unknown[] => {
  switch (shape.form) {
    case 'list':
      return samplesOf(shape.of).map((sample) => [sample]);
    case 'map':
      return samplesOf(shape.of).map((sample) => ({ key: sample }));
    case 'object':
      return [{ unknown: 'x' }];
    case 'enum':
      return [...shape.values];
    case 'integer':
      return [Math.max(1, shape.min)];
    case 'scalar':
      return shape.scalar === 'boolean' ? [true, false] : ['x'];
  }
};

/** The value of a field on the way to what lies below it. */
const around = (shape: Shape, path: FieldPath): [path: FieldPath, type: string] | undefined => {
  if (shape.form === 'object') return [path, shape.type];
  if (shape.form === 'list') return around(shape.of, [...path, 0]);
  return shape.form === 'map' ? around(shape.of, [...path, 'key']) : undefined;
};

const isNamed = (type: string, field: string, value: unknown): boolean => {
  let named = false;
  checkHonoured({ [field]: value }, type, ({ path }) => {
    named ||= path.length === 1 && path[0] === field;
  });
  return named;
};

interface Found {
  type: string;
  field: string;
  path: FieldPath;
  /** What asks for something that is not done; none where it is. */
  unheeded: unknown;
}

const walk = (): Found[] => {
  const found: Found[] = [];
  const seen = new Set<string>();
  const visit = (type: string, path: FieldPath): void => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const { name, shape } of fieldsOf(type).values()) {
      const at = [...path, name];
      const unheeded = samplesOf(shape).find((sample) => isNamed(type, name, sample));
      found.push({ type, field: name, path: at, unheeded });
      const below = around(shape, at);
      if (below !== undefined && unheeded === undefined) visit(below[1], below[0]);
    }
  };
  visit('PodTemplateSpec', ['spec', 'template']);
  return found;
};

const found = walk();

const tableOf = (fields: readonly Found[]): Record<string, string> => {
  const table: Record<string, string> = {};
  for (const { type, field } of fields) {
    table[type] = table[type] === undefined ? field : `${table[type]} ${field}`;
  }
  return table;
};

const put = (path: FieldPath, value: unknown): unknown => {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return typeof first === 'number' ? [put(rest, value)] : { [first]: put(rest, value) };
};

const warned = found.filter(({ unheeded }) => unheeded !== undefined);
const actedOn = found.filter(({ unheeded }) => unheeded === undefined);

/** By type. Of some only certain values are: `medium` is heeded where it is Memory. */
const WARNED = {
  Container: 'resizePolicy restartPolicyRules volumeDevices',
  EmptyDirVolumeSource: 'medium sizeLimit',
  EnvVarSource: 'fileKeyRef',
  ObjectMeta: 'deletionGracePeriodSeconds deletionTimestamp finalizers ownerReferences',
  PersistentVolumeClaimSpec: 'dataSource dataSourceRef selector volumeAttributesClassName volumeMode',
  PodOS: 'name',
  PodSecurityContext:
    'appArmorProfile seLinuxChangePolicy seLinuxOptions supplementalGroupsPolicy windowsOptions',
  PodSpec:
    'activeDeadlineSeconds ephemeralContainers hostUsers hostnameOverride nodeName overhead ' +
    'preemptionPolicy priority priorityClassName readinessGates resourceClaims resources ' +
    'runtimeClassName schedulerName schedulingGates',
  ResourceRequirements: 'claims',
  SeccompProfile: 'localhostProfile',
  SecurityContext: 'appArmorProfile seLinuxOptions windowsOptions',
  Volume:
    'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk ' +
    'gitRepo glusterfs image iscsi photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos ' +
    'vsphereVolume',
  VolumeMount: 'recursiveReadOnly',
  VolumeProjection: 'clusterTrustBundle podCertificate serviceAccountToken',
};

const ACTED_ON = {
  Affinity: 'nodeAffinity podAffinity podAntiAffinity',
  Capabilities: 'add drop',
  ConfigMapEnvSource: 'name optional',
  ConfigMapKeySelector: 'key name optional',
  ConfigMapProjection: 'items name optional',
  ConfigMapVolumeSource: 'defaultMode items name optional',
  Container:
    'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe ' +
    'resources restartPolicy securityContext startupProbe stdin stdinOnce ' +
    'terminationMessagePath terminationMessagePolicy tty volumeMounts workingDir',
  ContainerPort: 'containerPort hostIP hostPort name protocol',
  DownwardAPIProjection: 'items',
  DownwardAPIVolumeFile: 'fieldRef mode path resourceFieldRef',
  DownwardAPIVolumeSource: 'defaultMode items',
  EnvFromSource: 'configMapRef prefix secretRef',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'configMapKeyRef fieldRef resourceFieldRef secretKeyRef',
  EphemeralVolumeSource: 'volumeClaimTemplate',
  ExecAction: 'command',
  GRPCAction: 'port service',
  HTTPGetAction: 'host httpHeaders path port scheme',
  HTTPHeader: 'name value',
  HostAlias: 'hostnames ip',
  HostPathVolumeSource: 'path type',
  KeyToPath: 'key mode path',
  LabelSelector: 'matchExpressions matchLabels',
  LabelSelectorRequirement: 'key operator values',
  Lifecycle: 'postStart preStop stopSignal',
  LifecycleHandler: 'exec httpGet sleep tcpSocket',
  LocalObjectReference: 'name',
  ManagedFieldsEntry: 'apiVersion fieldsType fieldsV1 manager operation subresource time',
  NFSVolumeSource: 'path readOnly server',
  NodeAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution requiredDuringSchedulingIgnoredDuringExecution',
  NodeSelector: 'nodeSelectorTerms',
  NodeSelectorRequirement: 'key operator values',
  NodeSelectorTerm: 'matchExpressions matchFields',
  ObjectFieldSelector: 'apiVersion fieldPath',
  ObjectMeta:
    'annotations creationTimestamp generateName generation labels managedFields name namespace ' +
    'resourceVersion selfLink uid',
  PersistentVolumeClaimSpec: 'accessModes resources storageClassName volumeName',
  PersistentVolumeClaimTemplate: 'metadata spec',
  PersistentVolumeClaimVolumeSource: 'claimName readOnly',
  PodAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution requiredDuringSchedulingIgnoredDuringExecution',
  PodAffinityTerm: 'labelSelector matchLabelKeys mismatchLabelKeys namespaceSelector namespaces topologyKey',
  PodAntiAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution requiredDuringSchedulingIgnoredDuringExecution',
  PodDNSConfig: 'nameservers options searches',
  PodDNSConfigOption: 'name value',
  PodSecurityContext:
    'fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seccompProfile supplementalGroups ' +
    'sysctls',
  PodSpec:
    'affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks ' +
    'hostAliases hostIPC hostNetwork hostPID hostname imagePullSecrets initContainers nodeSelector os ' +
    'restartPolicy securityContext serviceAccount serviceAccountName setHostnameAsFQDN ' +
    'shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations ' +
    'topologySpreadConstraints volumes',
  PodTemplateSpec: 'metadata spec',
  PreferredSchedulingTerm: 'preference weight',
  Probe:
    'exec failureThreshold grpc httpGet initialDelaySeconds periodSeconds successThreshold tcpSocket ' +
    'terminationGracePeriodSeconds timeoutSeconds',
  ProjectedVolumeSource: 'defaultMode sources',
  ResourceFieldSelector: 'containerName divisor resource',
  ResourceRequirements: 'limits requests',
  SeccompProfile: 'type',
  SecretEnvSource: 'name optional',
  SecretKeySelector: 'key name optional',
  SecretProjection: 'items name optional',
  SecretVolumeSource: 'defaultMode items optional secretName',
  SecurityContext:
    'allowPrivilegeEscalation capabilities privileged procMount readOnlyRootFilesystem runAsGroup ' +
    'runAsNonRoot runAsUser seccompProfile',
  SleepAction: 'seconds',
  Sysctl: 'name value',
  TCPSocketAction: 'host port',
  Toleration: 'effect key operator tolerationSeconds value',
  TopologySpreadConstraint:
    'labelSelector matchLabelKeys maxSkew minDomains nodeAffinityPolicy nodeTaintsPolicy topologyKey ' +
    'whenUnsatisfiable',
  Volume: 'configMap downwardAPI emptyDir ephemeral hostPath name nfs persistentVolumeClaim projected secret',
  VolumeMount: 'mountPath mountPropagation name readOnly subPath subPathExpr',
  VolumeProjection: 'configMap downwardAPI secret',
  VolumeResourceRequirements: 'limits requests',
  WeightedPodAffinityTerm: 'podAffinityTerm weight',
};

describe('of all that a pod template may hold', () => {
  test('this is named in a warning', () => {
    expect(tableOf(warned)).toEqual(WARNED);
  });

  test('this is acted on', () => {
    expect(tableOf(actedOn)).toEqual(ACTED_ON);
  });

  test.each(warned.map((one) => [`${one.type}.${one.field}`, one] as const))(
    'the warning about %s says file and line',
    (_, { field, path, unheeded }) => {
      const { spec } = Object(put(path, unheeded));
      const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
      const text = JSON.stringify(manifest, undefined, 1);
      const { documents } = parseManifests([{ file: 'web.json', text }]);
      const problems = validate(documents, { level: 'warn', ignoreUnknownKinds: false });
      const warnings = problems.filter(
        ({ code, message }) => code === 'notHonoured' && message.includes(field),
      );
      const key = `${' '.repeat(path.length)}"${field}":`;
      const line = text.split('\n').findIndex((written) => written.startsWith(key)) + 1;
      expect(warnings.map(({ position, severity }) => ({ severity, ...position }))).toEqual([
        { severity: 'warning', file: 'web.json', line, column: path.length + 1 },
      ]);
    },
  );

  test('amounts of what the engine does not give out are named', () => {
    const named: FieldPath[] = [];
    const amounts = { cpu: 1, memory: '1Gi', 'nvidia.com/gpu': 1, 'ephemeral-storage': '1Gi' };
    const object = { limits: amounts, requests: { 'hugepages-2Mi': '4Mi' } };
    checkHonoured(object, 'ResourceRequirements', ({ path }) => named.push(path));
    expect(named).toEqual([
      ['limits', 'nvidia.com/gpu'],
      ['limits', 'ephemeral-storage'],
      ['requests', 'hugepages-2Mi'],
    ]);
  });

  test.each([
    ['EmptyDirVolumeSource', { medium: 'Memory', sizeLimit: '1Gi' }],
    ['PodSpec', { priority: 0, hostUsers: true, schedulerName: 'default-scheduler', nodeName: 'docker' }],
    ['PodSpec', { os: { name: 'linux' } }],
    ['VolumeMount', { recursiveReadOnly: 'Disabled' }],
  ])('%s with %j asks for nothing that is not done', (type, object) => {
    checkHonoured(object, type, ({ message }) => expect.unreachable(message));
  });
});
