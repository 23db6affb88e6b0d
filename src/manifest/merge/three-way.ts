import type { Resource } from '../../model/resource.ts';
import { fieldOf, isObject, type JsonObject } from './json.ts';
import { jsonMergePatch, threeWayJsonPatch } from './json-merge-patch.ts';
import { mergeRulesOf, type TypeRef } from './merge-rules.ts';
import { requireResource } from './patched-resource.ts';
import { patchError } from './patch-error.ts';
import { settled } from './settle.ts';
import { diffObjects } from './strategic-diff.ts';
import { mergeByRules } from './strategic-merge.ts';

/**
 * The patch that `kubectl apply` sends: what the next object says where the live one differs, and the removal of
 * what the last applied one said and the next one does not. Whatever only the live object has is not touched.
 * Where there is nothing to do it is empty, and apply says `unchanged`.
 */
export const createThreeWayPatch = (
  type: TypeRef,
  lastApplied: JsonObject | undefined,
  live: JsonObject,
  next: JsonObject,
): JsonObject => {
  const rules = mergeRulesOf(type);
  const before = lastApplied ?? {};
  if (rules === undefined) return ofSameObject(threeWayJsonPatch(before, live, next));
  const deletions = diffObjects(before, next, rules, 'deletions');
  const changes = diffObjects(live, next, rules, 'changes');
  return mergeByRules(deletions, changes, rules, 'combine');
};

/** The live object after an apply. */
export const threeWayMerge = (
  type: TypeRef,
  lastApplied: JsonObject | undefined,
  live: Resource,
  next: Resource,
): Resource => {
  const patch = createThreeWayPatch(type, lastApplied, live, next);
  const rules = mergeRulesOf(type);
  const merged =
    rules === undefined ? jsonMergePatch(live, patch) : settled(mergeByRules(live, patch, rules, 'apply'));
  return requireResource(merged);
};

const ofSameObject = (patch: JsonObject): JsonObject => {
  const metadata = fieldOf(patch, 'metadata');
  const renamed = isObject(metadata) && Object.hasOwn(metadata, 'name');
  if (renamed || Object.hasOwn(patch, 'apiVersion') || Object.hasOwn(patch, 'kind')) {
    throw patchError('At least one of apiVersion, kind and name was changed');
  }
  return patch;
};
