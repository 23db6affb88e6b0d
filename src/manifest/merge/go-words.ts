import { isList, isObject, type JsonObject } from './json.ts';

/** Values and types as Go prints them, for kubectl's error messages quote them so. */

/** Go's `%v`. It is also how Kubernetes compares and sorts merge keys. */
export const goText = (value: unknown): string => {
  if (value === null || value === undefined) return '<nil>';
  if (isList(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const fields = goFieldNames(value).map((name) => `${name}:${goText(value[name])}`);
  return `map[${fields.join(' ')}]`;
};

export const goType = (value: unknown): string => {
  if (value === null || value === undefined) return '%!s(<nil>)';
  if (isList(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
};

/** Go's `%s`, which complains about numbers and booleans. */
export const goString = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean'
    ? `%!s(${goType(value)}=${goText(value)})`
    : goText(value);

/** The names of the fields in Go's order, which is that of their bytes. */
export const goFieldNames = (object: JsonObject): string[] =>
  Object.keys(object).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
