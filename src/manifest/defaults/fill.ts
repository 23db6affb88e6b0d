import { isAbsent, isObject, type JsonObject } from '../json-value.ts';

/** Sets the fields that are not set. Empty text counts as not set, as it does for Kubernetes. */
export const fill = (object: JsonObject, defaults: JsonObject): void => {
  for (const [name, value] of Object.entries(defaults)) {
    if (isAbsent(object[name]) || object[name] === '') object[name] = value;
  }
};

/** The object in a field, made where there is none. */
export const within = (object: JsonObject, name: string): JsonObject => {
  const found = object[name];
  if (isObject(found)) return found;
  const made: JsonObject = {};
  object[name] = made;
  return made;
};

/** The objects of a list, to be filled; none where the field is not a list. */
export const eachOf = (object: JsonObject, name: string): JsonObject[] => {
  const found = object[name];
  return Array.isArray(found) ? found.filter(isObject) : [];
};
