import type { Affinity, TopologySpreadConstraint } from './affinity.ts';
import type { EnvFromSource, EnvVarSource } from './env.ts';
import type { Labels, LabelSelector } from './selector.ts';
import type { ObjectMeta, Resource } from './resource.ts';
import type { Lifecycle, Probe } from './probe.ts';
import type { PodSecurityContext, SecurityContext } from './security.ts';
import type { Volume, VolumeMount } from './volume.ts';

/** The fields of workloads that berth acts on. A resource holds whatever else its manifest says. */

export interface ContainerPort {
  containerPort: number;
  name?: string;
  hostPort?: number;
  hostIP?: string;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: EnvVarSource;
}

/** Amounts by the name of what there is an amount of: `cpu`, `memory`. */
export type ResourceList = Readonly<Record<string, string | number>>;

export interface ResourceRequirements {
  limits?: ResourceList;
  requests?: ResourceList;
}

export type ImagePullPolicy = 'Always' | 'IfNotPresent' | 'Never';

export interface Container {
  name: string;
  image: string;
  imagePullPolicy?: ImagePullPolicy;
  command?: string[];
  args?: string[];
  workingDir?: string;
  env?: EnvVar[];
  envFrom?: EnvFromSource[];
  ports?: ContainerPort[];
  resources?: ResourceRequirements;
  securityContext?: SecurityContext;
  volumeMounts?: VolumeMount[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: Lifecycle;
  terminationMessagePath?: string;
  terminationMessagePolicy?: 'File' | 'FallbackToLogsOnError';
  tty?: boolean;
  stdin?: boolean;
  /** The input ends with the first who is attached to it. */
  stdinOnce?: boolean;
  /** Of an init container: Always makes it a sidecar, which runs beside the others. */
  restartPolicy?: 'Always';
}

export interface HostAlias {
  ip: string;
  hostnames?: string[];
}

export interface PodDnsConfig {
  nameservers?: string[];
  searches?: string[];
  options?: { name?: string; value?: string }[];
}

export interface PodSpec {
  initContainers?: Container[];
  containers: Container[];
  restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  terminationGracePeriodSeconds?: number;
  hostname?: string;
  subdomain?: string;
  setHostnameAsFQDN?: boolean;
  hostAliases?: HostAlias[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  dnsConfig?: PodDnsConfig;
  securityContext?: PodSecurityContext;
  volumes?: Volume[];
  shareProcessNamespace?: boolean;
  imagePullSecrets?: { name?: string }[];
  serviceAccountName?: string;
  nodeSelector?: Labels;
  affinity?: Affinity;
  topologySpreadConstraints?: TopologySpreadConstraint[];
  [field: string]: unknown;
}

export interface PodTemplate {
  metadata?: Partial<ObjectMeta>;
  spec: PodSpec;
}

export type IntOrPercent = number | string;

export interface DeploymentStrategy {
  type?: 'RollingUpdate' | 'Recreate';
  rollingUpdate?: { maxSurge?: IntOrPercent; maxUnavailable?: IntOrPercent };
}

export interface DeploymentSpec {
  replicas?: number;
  selector: LabelSelector;
  template: PodTemplate;
  strategy?: DeploymentStrategy;
  minReadySeconds?: number;
  progressDeadlineSeconds?: number;
  revisionHistoryLimit?: number;
  paused?: boolean;
}

export interface Deployment extends Resource {
  kind: 'Deployment';
  spec: DeploymentSpec;
}

/** A pod that stands alone. */
export interface Pod extends Resource {
  kind: 'Pod';
  spec: PodSpec;
}

export const isPod = (resource: Resource): resource is Pod => resource.kind === 'Pod';

/** Whatever ends of its containers is started again. */
export const runsAlways = ({ restartPolicy = 'Always' }: PodSpec): boolean => restartPolicy === 'Always';

export const isDeployment = (resource: Resource): resource is Deployment => resource.kind === 'Deployment';

/** What Kubernetes takes where the manifest is silent; manifest/defaults writes the same into resources. */
export const DEFAULT_GRACE_SECONDS = 30;
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
/** Kubernetes' way to say that there is no deadline. */
export const NO_PROGRESS_DEADLINE = 2 ** 31 - 1;
export const DEFAULT_REVISION_HISTORY_LIMIT = 10;
