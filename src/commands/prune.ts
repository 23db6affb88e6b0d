import { type ClusterSnapshot, observeSources } from '../cluster/observe.ts';
import { DEFAULT_NAMESPACE } from '../cluster/objects/namespace.ts';
import { CliError } from '../model/cli-error.ts';
import { LAST_APPLIED } from '../model/labels.ts';
import type { Resource } from '../model/resource.ts';
import { resourceName, resourceTypes, type ResourceType } from '../model/resource-types.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { labelQuery } from './object-query.ts';

interface PruneFlags {
  readonly prune: boolean;
  readonly all: boolean;
  readonly selector: string;
  readonly pruneAllowlist: readonly string[];
}

/** What may go when it is no longer among the manifests. */
export interface Pruning {
  readonly kinds: readonly string[];
  readonly selector: string;
}

/** kubectl's own list, but for claims and volumes: what holds data goes only when it is named. */
const DEFAULT_KINDS = [
  'ConfigMap',
  'Endpoints',
  'Pod',
  'ReplicationController',
  'Secret',
  'Service',
  'Job',
  'CronJob',
  'Ingress',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
];

/** Beside those, unless the command is about one namespace. */
const DEFAULT_CLUSTER_KINDS = ['Namespace'];

const HOLDS_DATA = 'PersistentVolumeClaim';

const typeOf = (text: string): ResourceType => {
  const [group = '', version = '', kind = '', ...more] = text.split('/');
  if (kind === '' || more.length > 0) {
    throw new CliError(
      'usage',
      `invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`,
    );
  }
  const apiVersion = group === 'core' || group === '' ? version : `${group}/${version}`;
  const type = resourceTypes.find((known) => known.kind === kind && known.apiVersion === apiVersion);
  if (type !== undefined) return type;
  throw new CliError('usage', `no matches for kind "${kind}" in version "${apiVersion}"`);
};

/** What the flags ask for, where they ask for any. Pruning everything has to be said in so many words. */
export const pruningOf = (flags: PruneFlags, namespaceGiven: boolean): Pruning | undefined => {
  const { prune, all, selector, pruneAllowlist } = flags;
  if (all && selector !== '') {
    throw new CliError('usage', 'cannot set --all and --selector at the same time');
  }
  if (!prune) return undefined;
  if (!all && selector === '') {
    throw new CliError(
      'usage',
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  }
  const kinds =
    pruneAllowlist.length > 0
      ? pruneAllowlist.map((text) => typeOf(text).kind)
      : [...DEFAULT_KINDS, ...(namespaceGiven ? [] : DEFAULT_CLUSTER_KINDS)];
  return { kinds, selector };
};

/**
 * What is to go: what was applied before, has the labels, is of a kind that may go, and lives in a namespace that
 * the manifests are about, or in none. `applied` are the objects of the manifests, as they are in the store.
 */
const prunable = (
  { records }: Pick<ClusterSnapshot, 'records'>,
  applied: readonly Resource[],
  { kinds, selector }: Pruning,
): Resource[] => {
  const isMeant = labelQuery(selector);
  const namespaces = new Set(['', ...applied.map(({ metadata }) => metadata.namespace ?? '')]);
  const kept = new Set(applied.map(({ metadata }) => metadata.uid));
  const live = records.filter(({ deleted }) => !deleted).map(({ resource }) => resource);
  return kinds.flatMap((kind) =>
    live.filter(
      (resource) =>
        resource.kind === kind &&
        resource.metadata.annotations?.[LAST_APPLIED] !== undefined &&
        namespaces.has(resource.metadata.namespace ?? '') &&
        !kept.has(resource.metadata.uid) &&
        isMeant(resource),
    ),
  );
};

/** Why an object stays although it could go: with a namespace goes all that is in it. */
const keptBecause = (object: Resource, { records }: Pick<ClusterSnapshot, 'records'>): string | undefined => {
  if (object.kind !== 'Namespace') return undefined;
  const { name } = object.metadata;
  if (name === DEFAULT_NAMESPACE) return 'it may not be deleted';
  const claim = records.find(
    ({ resource, deleted }) =>
      !deleted && resource.kind === HOLDS_DATA && resource.metadata.namespace === name,
  );
  return claim === undefined ? undefined : `it holds ${resourceName(claim.resource)}`;
};

/** The objects to delete after `applied` were applied. What holds data is left, and said to be. */
export const objectsToPrune = async (
  runtime: Runtime,
  { stderr }: World,
  applied: readonly Resource[],
  pruning: Pruning,
): Promise<Resource[]> => {
  const kinds = [...new Set([...pruning.kinds, HOLDS_DATA])];
  const snapshot = await observeSources(runtime, { records: kinds, pods: false });
  return prunable(snapshot, applied, pruning).filter((object) => {
    const reason = keptBecause(object, snapshot);
    if (reason !== undefined) stderr.write(`Warning: ${resourceName(object)} is not pruned: ${reason}\n`);
    return reason === undefined;
  });
};
