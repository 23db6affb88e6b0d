import { listObjects, sourcesOf } from '../cluster/objects/list-objects.ts';
import { observeSources, type Sight } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { ResourceType } from '../model/resource-types.ts';
import type { Resource } from '../model/resource.ts';
import type { Runtime } from '../runtime/driver.ts';
import { createQuery, labelQuery } from './object-query.ts';
import type { ResourceArgs, ResourceTarget } from './resource-args.ts';
import { throwAll } from './throw-all.ts';

export interface ObjectRequest {
  readonly args: Exclude<ResourceArgs, { form: 'none' }>;
  readonly namespace: string;
  readonly allNamespaces: boolean;
  /** Selectors as typed; empty ones select all. */
  readonly labels: string;
  readonly fields: string;
  /** All of each object is shown, for which pods are asked more. */
  readonly isWhole?: boolean;
}

export interface FoundObjects {
  /** In the order asked for. */
  readonly objects: readonly Resource[];
  /** What was asked for by name and is not there. */
  readonly missing: readonly ResourceTarget[];
}

/** `deployments.apps`. */
export const qualifiedPlural = ({ plural, group }: ResourceType): string =>
  group === '' ? plural : `${plural}.${group}`;

export const notFound = ({ type, name }: ResourceTarget): CliError =>
  new CliError('notFound', `${qualifiedPlural(type)} "${name}" not found`);

/** The types that a request is about, each once. */
export const requestedTypes = (args: ObjectRequest['args']): readonly ResourceType[] =>
  args.form === 'types' ? args.types : [...new Set(args.targets.map(({ type }) => type))];

const refuse = (message: string): CliError => new CliError('usage', message);

/** Fails in kubectl's words where a request makes no sense. */
export const checkRequest = ({ args, allNamespaces, labels, fields }: ObjectRequest): void => {
  if (args.form === 'types' || args.form === 'files') return;
  if (labels !== '' || fields !== '') {
    throw refuse(
      args.form === 'names'
        ? 'name cannot be provided when a selector is specified'
        : 'selectors and the all flag cannot be used when passing resource/name arguments',
    );
  }
  if (args.targets.some(({ name }) => name === '')) throw refuse('resource name may not be empty');
  if (allNamespaces && args.targets.some(({ type }) => type.namespaced)) {
    throw refuse('a resource cannot be retrieved by name across all namespaces');
  }
};

/** What a request finds in what is known of the cluster. */
export const findIn = (
  snapshot: Sight,
  { args, namespace, allNamespaces, labels, fields }: ObjectRequest,
  now: number,
): FoundObjects => {
  const types = requestedTypes(args);
  const queries = types.map((type) => ({
    type,
    query: args.form === 'files' ? labelQuery(labels) : createQuery(type, labels, fields),
  }));
  const listed = new Map(types.map((type) => [type, listObjects(snapshot, type.kind, now)]));
  const isIn =
    (type: ResourceType, scope: string) =>
    ({ metadata }: Resource): boolean =>
      allNamespaces || !type.namespaced || metadata.namespace === scope;

  if (args.form === 'types') {
    const objects = queries.flatMap(({ type, query }) =>
      (listed.get(type) ?? []).filter(isIn(type, namespace)).filter(query),
    );
    return { objects, missing: [] };
  }
  const found = args.targets.map((target) => ({
    target,
    object: (listed.get(target.type) ?? [])
      .filter(({ metadata }) => metadata.name === target.name)
      .find(isIn(target.type, target.namespace ?? namespace)),
  }));
  const selects = new Map(queries.map(({ type, query }) => [type, query]));
  return {
    objects: found.flatMap(({ target, object }) =>
      object !== undefined && selects.get(target.type)?.(object) === true ? [object] : [],
    ),
    missing: found.flatMap(({ target, object }) => (object === undefined ? [target] : [])),
  };
};

/** Whether a pod can be among what is asked for. */
const isAskedFor =
  ({ args, namespace, allNamespaces }: ObjectRequest) =>
  (pod: ObservedPod): boolean => {
    if (args.form === 'types') return allNamespaces || pod.namespace === namespace;
    return args.targets.some(
      (target) =>
        target.type.kind === 'Pod' &&
        target.name === pod.name &&
        (target.namespace ?? namespace) === pod.namespace,
    );
  };

/** Looks up objects by type, by name or by selector, in one look at the runtime. */
export const findObjects = async (
  runtime: Runtime,
  request: ObjectRequest,
  now: number,
): Promise<FoundObjects> => {
  checkRequest(request);
  const kinds = requestedTypes(request.args).map(({ kind }) => kind);
  const sight = await observeSources(
    runtime,
    sourcesOf(kinds),
    request.isWhole ? isAskedFor(request) : undefined,
  );
  return findIn(sight, request, now);
};

export const failOnMissing = ({ missing }: FoundObjects): void => {
  throwAll(missing.map(notFound));
};
