import type { Resource } from '../../model/resource.ts';
import { textAt } from '../json-value.ts';
import { isList, isObject, type JsonObject } from '../merge/json.ts';
import { CONTAINER_LISTS, containersOf, isNameLike, podSpecOf } from './pod-spec.ts';

/** The value that a variable takes from elsewhere; undefined where it cannot be told. */
export type ResolveEnv = (source: JsonObject, resource: Resource) => string | undefined;

/** Where a value comes from, in kubectl's words. */
const sourceTexts: Readonly<Record<string, (text: (field: string) => string) => string>> = {
  fieldRef: (text) => `field path ${text('fieldPath')}`,
  resourceFieldRef: (text) => {
    const container = text('containerName');
    return `resource field ${container === '' ? '' : `${container}/`}${text('resource')}`;
  },
  secretKeyRef: (text) => `secret ${text('name')}, key ${text('key')}`,
  configMapKeyRef: (text) => `configmap ${text('name')}, key ${text('key')}`,
};

const sourceText = (source: JsonObject): string => {
  for (const [form, write] of Object.entries(sourceTexts)) {
    const reference = source[form];
    if (isObject(reference)) return write((field) => textAt(reference, field) ?? '');
  }
  return 'invalid valueFrom';
};

const lineOf = (entry: JsonObject, resource: Resource, resolve: ResolveEnv): string => {
  const name = textAt(entry, 'name') ?? '';
  const source = entry.valueFrom;
  if (!isObject(source)) return `${name}=${textAt(entry, 'value') ?? ''}`;
  const value = resolve(source, resource);
  return value === undefined ? `# ${name} from ${sourceText(source)}` : `${name}=${value}`;
};

/** The variables of an object's containers, as `set env --list` shows them: as a shell would read them. */
export const listEnv = (
  resource: Resource,
  containers: string,
  resolve: ResolveEnv = () => undefined,
): readonly string[] => {
  const spec = podSpecOf(resource);
  const { kind, metadata } = resource;
  return CONTAINER_LISTS.flatMap((list) => containersOf(spec, list))
    .map((container) => ({ name: textAt(container, 'name') ?? '', env: container.env }))
    .filter(({ name }) => isNameLike(name, containers))
    .flatMap(({ name, env }) => [
      `# ${kind} ${metadata.name}, container ${name}`,
      ...(isList(env) ? env : []).filter(isObject).map((entry) => lineOf(entry, resource, resolve)),
    ]);
};
