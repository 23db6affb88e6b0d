import type { Resource } from './resource.ts';

/** A kind of object, with the words that name it on the command line. */
export interface ResourceType {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** Empty for Kubernetes' core group. */
  readonly group: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly namespaced: boolean;
  /** Part of `get all`. */
  readonly inAll: boolean;
}

const type = (
  kind: string,
  plural: string,
  shortNames: string,
  apiVersion: string,
  traits: { clusterWide?: true; inAll?: true } = {},
): ResourceType => {
  const slash = apiVersion.indexOf('/');
  return {
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: shortNames === '' ? [] : shortNames.split(' '),
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    apiVersion,
    namespaced: traits.clusterWide !== true,
    inAll: traits.inAll === true,
  };
};

const clusterWide = { clusterWide: true } as const;
const inAll = { inAll: true } as const;
const rbac = 'rbac.authorization.k8s.io/v1';

/** In the order of `kubectl api-resources`. */
export const resourceTypes: readonly ResourceType[] = [
  type('ConfigMap', 'configmaps', 'cm', 'v1'),
  type('Endpoints', 'endpoints', 'ep', 'v1'),
  type('Event', 'events', 'ev', 'v1'),
  type('LimitRange', 'limitranges', 'limits', 'v1'),
  type('Namespace', 'namespaces', 'ns', 'v1', clusterWide),
  type('Node', 'nodes', 'no', 'v1', clusterWide),
  type('PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', 'v1'),
  type('PersistentVolume', 'persistentvolumes', 'pv', 'v1', clusterWide),
  type('Pod', 'pods', 'po', 'v1', inAll),
  type('ReplicationController', 'replicationcontrollers', 'rc', 'v1', inAll),
  type('ResourceQuota', 'resourcequotas', 'quota', 'v1'),
  type('Secret', 'secrets', '', 'v1'),
  type('ServiceAccount', 'serviceaccounts', 'sa', 'v1'),
  type('Service', 'services', 'svc', 'v1', inAll),
  type('DaemonSet', 'daemonsets', 'ds', 'apps/v1', inAll),
  type('Deployment', 'deployments', 'deploy', 'apps/v1', inAll),
  type('ReplicaSet', 'replicasets', 'rs', 'apps/v1', inAll),
  type('StatefulSet', 'statefulsets', 'sts', 'apps/v1', inAll),
  type('HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', 'autoscaling/v2', inAll),
  type('CronJob', 'cronjobs', 'cj', 'batch/v1', inAll),
  type('Job', 'jobs', '', 'batch/v1', inAll),
  type('EndpointSlice', 'endpointslices', '', 'discovery.k8s.io/v1'),
  type('Ingress', 'ingresses', 'ing', 'networking.k8s.io/v1'),
  type('NetworkPolicy', 'networkpolicies', 'netpol', 'networking.k8s.io/v1'),
  type('PodDisruptionBudget', 'poddisruptionbudgets', 'pdb', 'policy/v1'),
  type('ClusterRoleBinding', 'clusterrolebindings', '', rbac, clusterWide),
  type('ClusterRole', 'clusterroles', '', rbac, clusterWide),
  type('RoleBinding', 'rolebindings', '', rbac),
  type('Role', 'roles', '', rbac),
  type('StorageClass', 'storageclasses', 'sc', 'storage.k8s.io/v1', clusterWide),
];

const byWord = new Map(
  resourceTypes.flatMap((type) =>
    [type.plural, type.singular, ...type.shortNames].map((word) => [word, type] as const),
  ),
);

const byKind = new Map(resourceTypes.map((type) => [type.kind, type]));

/**
 * The type that a word of the command line means: `deploy`, `Deployments`, `deployments.apps`,
 * `deployments.v1.apps`. A group may be shortened, as kubectl allows: `ingresses.networking`.
 */
export const findResourceType = (word: string): ResourceType | undefined => {
  const [name = '', ...rest] = word.toLowerCase().split('.');
  const type = byWord.get(name);
  if (type === undefined || rest.length === 0) return type;
  const [version = '', ...group] = rest;
  if (group.length > 0 && version === type.version && group.join('.') === type.group) return type;
  const wanted = rest.join('.');
  return wanted !== '' && type.group.startsWith(wanted) ? type : undefined;
};

export const resourceTypeOfKind = (kind: string): ResourceType | undefined => byKind.get(kind);

/** As printed in results: `deployment.apps/web`, `service/web`. */
export const resourceName = (resource: Pick<Resource, 'kind' | 'metadata'>): string => {
  const type = byKind.get(resource.kind);
  const word = type === undefined ? resource.kind.toLowerCase() : qualifiedSingular(type);
  return `${word}/${resource.metadata.name}`;
};

/** `deployment.apps`, `service`. */
export const qualifiedSingular = (type: ResourceType): string =>
  type.group === '' ? type.singular : `${type.singular}.${type.group}`;

/** The type of an object, where berth knows it: another group may have a kind of the same name. */
export const resourceTypeOf = (resource: Pick<Resource, 'apiVersion' | 'kind'>): ResourceType | undefined => {
  const type = byKind.get(resource.kind);
  return type?.apiVersion === resource.apiVersion ? type : undefined;
};
