import { CliError } from '../../model/cli-error.ts';
import { resourceTypeOfKind } from '../../model/resource-types.ts';
import { fieldOf } from './json.ts';

/**
 * How Kubernetes merges the fields of its types: the `patchStrategy` and `patchMergeKey` of its Go structs. The
 * table names only the fields that a patch treats in another way than plain JSON, and those that lead to one. It
 * was read out of kubectl itself, and the tests ask kubectl again.
 */
export interface MergeRule {
  /** The rules of the fields below; for a list, of the fields of its items. */
  fields?: MergeRules;
  /** A list whose items are matched by this field of theirs. Any other list is replaced as a whole. */
  key?: string;
  /** A list of plain values without order, to which a patch adds. */
  set?: true;
  /** Of the object, or of each item of the list, one member of a union is set: the others are cleared. */
  retainKeys?: true;
}

export type MergeRules = Readonly<Record<string, MergeRule>>;

/** What kubectl and the API server go by: the kind within its group. Versions of a group merge alike. */
export interface TypeRef {
  apiVersion: string;
  kind: string;
}

const objectMeta: MergeRules = { ownerReferences: { key: 'uid' }, finalizers: { set: true } };

const container: MergeRules = {
  env: { key: 'name' },
  ports: { key: 'containerPort' },
  volumeMounts: { key: 'mountPath' },
  volumeDevices: { key: 'devicePath' },
};

const volume: MergeRules = {
  ephemeral: { fields: { volumeClaimTemplate: { fields: { metadata: { fields: objectMeta } } } } },
};

const podSpec: MergeRules = {
  containers: { key: 'name', fields: container },
  initContainers: { key: 'name', fields: container },
  ephemeralContainers: { key: 'name', fields: container },
  volumes: { key: 'name', retainKeys: true, fields: volume },
  imagePullSecrets: { key: 'name' },
  hostAliases: { key: 'ip' },
  topologySpreadConstraints: { key: 'topologyKey' },
  schedulingGates: { key: 'name' },
  resourceClaims: { key: 'name', retainKeys: true },
};

const podStatus: MergeRules = {
  conditions: { key: 'type' },
  hostIPs: { key: 'ip' },
  podIPs: { key: 'ip' },
  resourceClaimStatuses: { key: 'name', retainKeys: true },
};

const podTemplate: MergeRule = { fields: { metadata: { fields: objectMeta }, spec: { fields: podSpec } } };

const status: MergeRule = { fields: { conditions: { key: 'type' } } };

const workload: MergeRules = { spec: { fields: { template: podTemplate } }, status };

const deployment: MergeRules = {
  spec: { fields: { template: podTemplate, strategy: { retainKeys: true } } },
  status,
};

const cronJob: MergeRules = {
  spec: {
    fields: {
      jobTemplate: {
        fields: { metadata: { fields: objectMeta }, spec: { fields: { template: podTemplate } } },
      },
    },
  },
};

const node: MergeRules = {
  spec: { fields: { podCIDRs: { set: true } } },
  status: { fields: { addresses: { key: 'type' }, conditions: { key: 'type' } } },
};

const BY_KIND: Readonly<Record<string, MergeRules>> = {
  CronJob: cronJob,
  DaemonSet: workload,
  Deployment: deployment,
  HorizontalPodAutoscaler: { status },
  Job: workload,
  Namespace: { status },
  Node: node,
  PersistentVolumeClaim: { status },
  Pod: { spec: { fields: podSpec }, status: { fields: podStatus } },
  PodDisruptionBudget: { status },
  ReplicaSet: workload,
  ReplicationController: workload,
  Service: { spec: { fields: { ports: { key: 'port' } } }, status },
  ServiceAccount: { secrets: { key: 'name' } },
  StatefulSet: workload,
};

/** Where workloads and Ingress were before they had groups of their own. */
const OLD_GROUP = 'extensions';

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

/** The rules of a kind of Kubernetes' own; nothing for any other, which is merged as plain JSON. */
export const mergeRulesOf = ({ apiVersion, kind }: TypeRef): MergeRules | undefined => {
  const group = groupOf(apiVersion);
  const known = resourceTypeOfKind(kind);
  if (known === undefined || (group !== known.group && group !== OLD_GROUP)) return undefined;
  return { metadata: { fields: objectMeta }, ...fieldOf(BY_KIND, kind) };
};

/** The rules of a kind, for those who asked for a strategic merge and for nothing else. */
export const requireMergeRules = (type: TypeRef): MergeRules => {
  const rules = mergeRulesOf(type);
  if (rules !== undefined) return rules;
  const version = type.apiVersion.slice(type.apiVersion.indexOf('/') + 1);
  throw new CliError(
    'strategicPatchUnsupported',
    `strategic merge patch is not supported for ${groupOf(type.apiVersion)}/${version}, Kind=${type.kind} locally, try --type merge`,
  );
};

const PLAIN: MergeRule = {};

export const ruleOf = (rules: MergeRules, field: string): MergeRule => fieldOf(rules, field) ?? PLAIN;
