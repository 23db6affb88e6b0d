import { CliError } from '../model/cli-error.ts';
import { type FieldRequirement, parseFieldQuery } from '../model/field-query.ts';
import { meetsQuery, parseLabelQuery } from '../model/label-query.ts';
import type { ResourceType } from '../model/resource-types.ts';
import type { Resource } from '../model/resource.ts';

/** -l and --field-selector: which objects of a type are meant. */

type Query = (object: Resource) => boolean;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** -l on objects that no API server was asked for: those of manifests. */
export const labelQuery = (labels: string): Query => {
  try {
    const requirements = parseLabelQuery(labels);
    return (object) => meetsQuery(requirements, object.metadata.labels ?? {});
  } catch (error) {
    const message = `the provided selector ${JSON.stringify(labels)} is not valid: ${reasonOf(error)}`;
    throw new CliError('usage', message, { cause: error });
  }
};

const everyKind = ['metadata.name', 'metadata.namespace'];

/** The fields that an API server can select by, besides those of every kind. */
const fieldsByKind: Readonly<Record<string, readonly string[]>> = {
  Job: ['status.successful'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Pod: [
    'spec.hostNetwork',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.nominatedNodeName',
    'status.phase',
    'status.podIP',
  ],
  ReplicaSet: ['status.replicas'],
  ReplicationController: ['status.replicas'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const fieldText = (object: Resource, path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), object);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

const checkFields = (type: ResourceType, requirements: readonly FieldRequirement[]): void => {
  const known = [...everyKind, ...(fieldsByKind[type.kind] ?? [])];
  for (const { path } of requirements) {
    if (!known.includes(path)) throw new Error(`field label not supported: ${path}`);
  }
};

/** `apps/v1, Resource=deployments`, as errors of an API server name a type. */
const typeText = ({ group, version, plural }: ResourceType): string =>
  `${group}/${version}, Resource=${plural}`;

/** Says of an object of this type whether both selectors want it. Empty selectors want all. */
export const createQuery = (type: ResourceType, labels: string, fields: string): Query => {
  try {
    const labelRequirements = parseLabelQuery(labels);
    const fieldRequirements = parseFieldQuery(fields);
    checkFields(type, fieldRequirements);
    return (object) =>
      meetsQuery(labelRequirements, object.metadata.labels ?? {}) &&
      fieldRequirements.every(({ path, equal, value }) => (fieldText(object, path) === value) === equal);
  } catch (error) {
    throw new CliError(
      'badRequest',
      `Unable to find ${JSON.stringify(typeText(type))} that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
};
