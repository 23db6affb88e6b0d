import type { Resource } from '../../model/resource.ts';
import { resourceName } from '../../model/resource-types.ts';
import { isList, isObject, type JsonObject } from '../merge/json.ts';
import { editError } from './edit-error.ts';
import { changeContainers, changePodSpec, isNameLike } from './pod-spec.ts';

/** A variable as containers list it: with a value, or with where its value comes from. */
export interface EnvEntry {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: JsonObject;
}

export interface EnvChanges {
  readonly set: readonly EnvEntry[];
  readonly remove: readonly string[];
}

const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

const NAME_RULE =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

const isChange = (argument: string): boolean => /^.+=/s.test(argument) || argument.endsWith('-');

/** Splits `deploy web A=1 B-` into resources, which come first, and changes. */
export const splitEnvArguments = (args: readonly string[]) => {
  const first = args.findIndex(isChange);
  const resources = first < 0 ? args : args.slice(0, first);
  const changes = first < 0 ? [] : args.slice(first);
  if (!changes.every(isChange)) {
    throw editError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  }
  return { resources, changes };
};

/** Reads `A=1` and `B-`. A lone `-` stands for the lines of stdin. */
export const parseEnvChanges = (args: readonly string[], stdin = ''): EnvChanges => {
  const set: EnvEntry[] = [];
  const remove: string[] = [];
  for (const argument of args) {
    if (argument === '-') set.push(...envOfLines(stdin));
    else if (argument.includes('=')) set.push(checkedEntry(argument));
    else if (argument.endsWith('-')) remove.push(argument.slice(0, -1));
    else throw editError(`unknown environment variable: ${argument}`);
  }
  if (remove.some((name) => set.some((entry) => entry.name === name))) {
    throw editError('can not both modify and remove the same environment variable in the same command');
  }
  return { set, remove };
};

const entryOf = (text: string): EnvEntry => {
  const end = text.indexOf('=');
  return { name: text.slice(0, end), value: text.slice(end + 1) };
};

const checkedEntry = (text: string): EnvEntry => {
  const entry = entryOf(text);
  if (!NAME.test(entry.name)) {
    throw editError(`${JSON.stringify(entry.name)} is not a valid key name: ${NAME_RULE}`);
  }
  return entry;
};

const envOfLines = (text: string): EnvEntry[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').replace(/#.*/s, ''))
    .filter((line) => line.includes('='))
    .map(entryOf);

/**
 * A variable for each key of a ConfigMap or Secret, or for those asked for; its name is the key in capitals, behind
 * the prefix.
 */
export const envFromKeys = (
  source: Resource,
  { keys = [], prefix = '' }: { keys?: readonly string[]; prefix?: string } = {},
): EnvEntry[] => {
  const reference = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }[source.kind];
  if (reference === undefined) throw editError('unsupported resource specified in --from');
  const data = isObject(source.data) ? Object.keys(source.data).sort() : [];
  return data
    .filter((key) => keys.length === 0 || keys.includes(key))
    .map((key) => ({
      name: prefix + key.replaceAll(/[^a-zA-Z0-9_]/g, '_').toUpperCase(),
      valueFrom: { [reference]: { key, name: source.metadata.name } },
    }));
};

const entriesOf = (container: JsonObject): readonly JsonObject[] =>
  isList(container.env) ? container.env.filter(isObject) : [];

/** The resource with other variables in the containers whose names are like `containers`. */
export const setEnv = (
  resource: Resource,
  changes: EnvChanges,
  options: { containers: string; overwrite: boolean },
): Resource =>
  changePodSpec(resource, (spec) =>
    changeContainers(
      spec,
      (name) => isNameLike(name, options.containers),
      (container) => {
        if (!options.overwrite) refuseOverwrites(resource, entriesOf(container), changes);
        const env = changedEntries(entriesOf(container), changes);
        const { env: _, ...rest } = container;
        return env.length === 0 ? rest : { ...rest, env };
      },
    ),
  );

const refuseOverwrites = (resource: Resource, entries: readonly JsonObject[], { set }: EnvChanges): void => {
  for (const { name, value } of set) {
    const current = entries.find((entry) => entry.name === name);
    const text = typeof current?.value === 'string' ? current.value : '';
    if (current !== undefined && text !== (value ?? '')) {
      throw editError(
        `${resourceName(resource)}\n '${name}' already has a value (${text}), and --overwrite is false`,
      );
    }
  }
};

/** Variables keep their places, new ones come last. Of several entries for one name the first counts. */
const changedEntries = (entries: readonly JsonObject[], { set, remove }: EnvChanges): readonly unknown[] => {
  const wanted = new Map(set.toReversed().map((entry) => [entry.name, entry]));
  const placed = new Set<unknown>();
  const kept = entries.flatMap((entry): unknown[] => {
    if (remove.includes(String(entry.name)) || placed.has(entry.name)) return [];
    const newer = wanted.get(String(entry.name));
    if (newer !== undefined) placed.add(entry.name);
    return [newer ?? entry];
  });
  return [...kept, ...set.filter((entry, index) => isFirst(set, entry, index) && !placed.has(entry.name))];
};

const isFirst = (set: readonly EnvEntry[], { name }: EnvEntry, index: number): boolean =>
  set.findIndex((entry) => entry.name === name) === index;
