import { fieldOf, fieldsOf, isObject, type JsonObject, objectOf, sameJson, withoutNulls } from './json.ts';
import { patchError } from './patch-error.ts';

/** The object with a JSON merge patch (RFC 7386) applied. */
export const jsonMergePatch = (original: JsonObject, patch: unknown): JsonObject => {
  if (!isObject(patch)) throw patchError('Invalid JSON Patch');
  return mergeFields(original, patch);
};

const mergeFields = (original: JsonObject, patch: JsonObject): JsonObject => {
  const fields = fieldsOf(original);
  for (const [name, value] of Object.entries(patch)) {
    const current = fields.get(name);
    if (value === null) fields.delete(name);
    else if (!isObject(current)) fields.set(name, withoutNulls(value));
    else fields.set(name, isObject(value) ? mergeFields(current, value) : value);
  }
  return objectOf(fields);
};

/**
 * The JSON merge patch of an apply: what differs between the live object and the next one, and null for what the
 * last applied one had and the next one lacks.
 */
export const threeWayJsonPatch = (lastApplied: JsonObject, live: JsonObject, next: JsonObject): JsonObject =>
  joined(onlyNulls(jsonDiff(lastApplied, next)), onlyValues(jsonDiff(live, next)));

const joined = (deletions: JsonObject, changes: JsonObject): JsonObject => {
  const fields = fieldsOf(deletions);
  for (const [name, change] of Object.entries(changes)) {
    const deletion = fields.get(name);
    fields.set(name, isObject(deletion) && isObject(change) ? joined(deletion, change) : change);
  }
  return objectOf(fields);
};

/** The merge patch that turns one object into another. */
const jsonDiff = (original: JsonObject, modified: JsonObject): JsonObject => {
  const patch = new Map<string, unknown>();
  for (const [name, value] of Object.entries(modified)) {
    const before = fieldOf(original, name);
    if (isObject(before) && isObject(value)) {
      const fields = jsonDiff(before, value);
      if (Object.keys(fields).length > 0) patch.set(name, fields);
    } else if (!Object.hasOwn(original, name) || !sameJson(before, value)) {
      patch.set(name, value);
    }
  }
  for (const name of Object.keys(original)) if (!Object.hasOwn(modified, name)) patch.set(name, null);
  return objectOf(patch);
};

/** An object that is empty to begin with is a value; one that has nothing left says nothing. */
const onlyValues = (patch: JsonObject): JsonObject =>
  objectOf(
    Object.entries(patch).flatMap(([name, value]): [string, unknown][] => {
      if (value === null) return [];
      if (!isObject(value) || Object.keys(value).length === 0) return [[name, value]];
      const fields = onlyValues(value);
      return Object.keys(fields).length > 0 ? [[name, fields]] : [];
    }),
  );

const onlyNulls = (patch: JsonObject): JsonObject =>
  objectOf(
    Object.entries(patch).flatMap(([name, value]): [string, unknown][] => {
      if (value === null) return [[name, null]];
      if (!isObject(value)) return [];
      const fields = onlyNulls(value);
      return Object.keys(fields).length > 0 ? [[name, fields]] : [];
    }),
  );
