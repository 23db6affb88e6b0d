import { DELETE_FROM_PRIMITIVE_LIST, PATCH, RETAIN_KEYS, SET_ELEMENT_ORDER } from './directives.ts';
import { isList, isObject, type JsonObject, objectOf } from './json.ts';

const DIRECTIVES = [PATCH, RETAIN_KEYS, SET_ELEMENT_ORDER, DELETE_FROM_PRIMITIVE_LIST];

/**
 * A patched object as the API server keeps it. A patch may leave nulls and directives behind where it met nothing
 * to merge with (kubectl prints them with `--local`); the server's types know neither.
 */
export const settled = (object: JsonObject): JsonObject =>
  objectOf(
    Object.entries(object)
      .filter(
        ([name, value]) => value !== null && !DIRECTIVES.some((directive) => name.startsWith(directive)),
      )
      .map(([name, value]) => [name, settledValue(value)]),
  );

const settledValue = (value: unknown): unknown => {
  if (isList(value)) return value.map(settledValue);
  return isObject(value) ? settled(value) : value;
};
