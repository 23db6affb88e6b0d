import type { Resource } from '../../model/resource.ts';
import { goJson } from './go-json.ts';
import { isObject, type JsonObject } from './json.ts';
import { patchError } from './patch-error.ts';

const isResource = (object: JsonObject): object is Resource =>
  typeof object.apiVersion === 'string' &&
  isObject(object.metadata) &&
  typeof object.metadata.name === 'string';

/** A patched object as the resource that it still must be. What its fields may hold is checked elsewhere. */
export const requireResource = (object: JsonObject): Resource => {
  if (typeof object.kind !== 'string' || object.kind === '') {
    throw patchError(`Object 'Kind' is missing in '${goJson(object)}'`);
  }
  if (!isResource(object)) throw patchError('the patched object has no apiVersion or no name');
  return object;
};
