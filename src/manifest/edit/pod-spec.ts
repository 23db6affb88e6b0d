import type { Resource } from '../../model/resource.ts';
import { resourceName } from '../../model/resource-types.ts';
import { isList, isObject, type JsonObject, fieldsOf, objectOf } from '../merge/json.ts';
import { editError } from './edit-error.ts';

/** Where the kinds that run pods keep the spec of their pods. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  Pod: ['spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
};

const podSpecPath = (resource: Resource): readonly string[] => {
  const path = POD_SPECS[resource.kind];
  if (path !== undefined) return path;
  throw editError(
    `${resourceName(resource)} the object is not a pod or does not have a pod template: *v1.${resource.kind}`,
  );
};

/** The resource with the spec of its pods changed, where its kind has pods. */
export const changePodSpec = (resource: Resource, change: (spec: JsonObject) => JsonObject): Resource => ({
  ...resource,
  ...changeAt(resource, podSpecPath(resource), change),
});

/** The spec of the pods of a resource, where its kind has pods. */
export const podSpecOf = (resource: Resource): JsonObject =>
  podSpecPath(resource).reduce<JsonObject>((object, name) => {
    const child = object[name];
    return isObject(child) ? child : {};
  }, resource);

const changeAt = (
  object: JsonObject,
  [name, ...rest]: readonly string[],
  change: (spec: JsonObject) => JsonObject,
): JsonObject => {
  if (name === undefined) return change(object);
  const child = object[name];
  return { ...object, [name]: changeAt(isObject(child) ? child : {}, rest, change) };
};

/** Both lists of containers that most edits look at; they leave ephemeral ones alone. */
export const CONTAINER_LISTS = ['containers', 'initContainers'] as const;

export type ContainerList = (typeof CONTAINER_LISTS)[number];

export const containersOf = (spec: JsonObject, list: ContainerList): readonly JsonObject[] => {
  const containers = spec[list];
  return isList(containers) ? containers.filter(isObject) : [];
};

/** The spec with every container changed that has one of the names. */
export const changeContainers = (
  spec: JsonObject,
  isChosen: (name: string) => boolean,
  change: (container: JsonObject) => JsonObject,
): JsonObject => {
  const fields = fieldsOf(spec);
  for (const list of CONTAINER_LISTS) {
    if (!fields.has(list)) continue;
    const changed = containersOf(spec, list).map((container) =>
      isChosen(String(container.name)) ? change(container) : container,
    );
    fields.set(list, changed);
  }
  return objectOf(fields);
};

/** Whether a name is one that `--containers` asks for: `*` stands for any text. */
export const isNameLike = (name: string, pattern: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
};
