import {
  DELETE_DIRECTIVE,
  DELETE_FROM_PRIMITIVE_LIST,
  fieldOfDirective,
  PATCH,
  REPLACE_DIRECTIVE,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './directives.ts';
import { goText } from './go-words.ts';
import {
  fieldOf,
  fieldsOf,
  isList,
  isObject,
  type JsonList,
  type JsonObject,
  objectOf,
  sameJson,
  withoutNulls,
} from './json.ts';
import { identityOf, inOrder, isDeletion } from './list-order.ts';
import { mergeList, mergeOrderedList, withoutItems } from './merge-list.ts';
import { type MergeRule, type MergeRules, requireMergeRules, ruleOf, type TypeRef } from './merge-rules.ts';
import { noMergeKey, notA, patchError, unknownDirective } from './patch-error.ts';

/**
 * `apply`: a patch into an object. `combine`: a patch into another patch, so that applying the result does what
 * both say; directives and nulls are kept for then.
 */
export type MergeMode = 'apply' | 'combine';

/** The object with a strategic merge patch applied, as `kubectl patch --type strategic` does it. */
export const strategicMergePatch = (type: TypeRef, original: JsonObject, patch: unknown): JsonObject => {
  const rules = requireMergeRules(type);
  if (patch === null) return original;
  if (!isObject(patch)) throw patchError('invalid JSON document');
  return mergeByRules(original, patch, rules, 'apply');
};

export const mergeByRules = (
  original: JsonObject,
  patch: JsonObject,
  rules: MergeRules,
  mode: MergeMode,
): JsonObject => {
  if (Object.hasOwn(patch, PATCH)) return applyDirective(patch);
  const fields = fieldsOf(original);
  const rest = fieldsOf(patch);
  applyRetainKeys(fields, rest, mode);
  applyElementOrders(fields, rest, rules, mode);
  for (const [name, value] of rest) {
    if (!name.startsWith(DELETE_FROM_PRIMITIVE_LIST)) mergeField(fields, name, value, rules, mode);
    else if (mode === 'combine') fields.set(name, value);
    else deleteFromList(fields, name, value);
  }
  return objectOf(fields);
};

const applyDirective = (patch: JsonObject): JsonObject => {
  const directive = fieldOf(patch, PATCH);
  if (directive === DELETE_DIRECTIVE) return {};
  if (directive !== REPLACE_DIRECTIVE) throw unknownDirective(directive, patch);
  return objectOf(Object.entries(patch).filter(([name]) => name !== PATCH));
};

const applyRetainKeys = (
  fields: Map<string, unknown>,
  patch: Map<string, unknown>,
  mode: MergeMode,
): void => {
  if (!patch.has(RETAIN_KEYS)) return;
  const retained = patch.get(RETAIN_KEYS);
  patch.delete(RETAIN_KEYS);
  if (mode === 'combine') {
    fields.set(RETAIN_KEYS, retained);
    return;
  }
  if (!isList(retained)) throw patchError('invalid patch format of retainKeys');
  for (const [name, value] of patch) {
    const isDirective = name.startsWith(DELETE_FROM_PRIMITIVE_LIST) || name.startsWith(SET_ELEMENT_ORDER);
    if (value !== null && !isDirective && !retained.includes(name)) {
      throw patchError('invalid patch format of retainKeys');
    }
  }
  for (const name of fields.keys()) if (!retained.includes(name)) fields.delete(name);
};

const applyElementOrders = (
  fields: Map<string, unknown>,
  patch: Map<string, unknown>,
  rules: MergeRules,
  mode: MergeMode,
): void => {
  for (const [directive, order] of patch) {
    if (!directive.startsWith(SET_ELEMENT_ORDER)) continue;
    patch.delete(directive);
    if (mode === 'combine') {
      if (fields.has(directive) && !sameJson(fields.get(directive), order)) throw badElementOrder();
      fields.set(directive, order);
    }
    if (!isList(order)) throw notA([], order);
    const name = fieldOfDirective(directive, SET_ELEMENT_ORDER);
    if (name === undefined) throw badElementOrder();
    const rule = ruleOf(rules, name);
    const original = listOf(fields, name);
    const changes = listOf(patch, name);
    patch.delete(name);
    if (original === undefined && changes === undefined) continue;
    checkElementOrder(changes ?? [], order, rule.key);
    fields.set(name, mergeInElementOrder(original, changes, order, rule, mode));
  }
};

const badElementOrder = (): Error => patchError('invalid patch format of setElementOrder list');

const listOf = (fields: Map<string, unknown>, name: string): JsonList | undefined => {
  if (!fields.has(name)) return undefined;
  const list = fields.get(name);
  if (!isList(list)) throw notA([], list);
  return list;
};

const mergeInElementOrder = (
  original: JsonList | undefined,
  changes: JsonList | undefined,
  order: JsonList,
  rule: MergeRule,
  mode: MergeMode,
): JsonList => {
  if ((original?.length ?? 0) + (changes?.length ?? 0) === 0) {
    throw patchError('no elements in any of the given slices');
  }
  if (original === undefined) return inOrder(listWithoutDirectives(changes ?? []), order, [], rule.key);
  if (changes === undefined) return inOrder(original, order, original, rule.key);
  return mergeOrderedList(original, changes, order, rule, itemMerger(rule, mode));
};

/** The items that a patch changes must be among those that it orders, and in the same order. */
const checkElementOrder = (changes: JsonList, order: JsonList, key: string | undefined): void => {
  if (order.length === 0) return;
  const staying = key === undefined ? changes : changes.filter((item) => !isDeletion(item));
  let rest = order;
  for (const item of staying) {
    if (key === undefined || !isObject(item) || !Object.hasOwn(item, PATCH)) {
      const identity = requiredIdentity(item, key);
      const place = rest.findIndex((other) => requiredIdentity(other, key) === identity);
      if (place < 0) throw outOfOrder(changes, order);
      rest = rest.slice(place + 1);
    } else if (rest.length === 0) {
      throw outOfOrder(changes, order);
    }
  }
};

const outOfOrder = (changes: JsonList, order: JsonList): Error =>
  patchError(
    `The order in patch list:\n${goText(changes)}\n doesn't match ${SET_ELEMENT_ORDER} list:\n${goText(order)}`,
  );

const requiredIdentity = (item: unknown, key: string | undefined): unknown => {
  if (key === undefined) return item;
  if (!isObject(item)) throw notA({}, item);
  if (!Object.hasOwn(item, key)) throw noMergeKey(item, key);
  return identityOf(item, key);
};

const mergeField = (
  fields: Map<string, unknown>,
  name: string,
  value: unknown,
  rules: MergeRules,
  mode: MergeMode,
): void => {
  if (value === null) {
    fields.delete(name);
    if (mode === 'combine') fields.set(name, null);
    return;
  }
  const current = fields.get(name);
  const rule = ruleOf(rules, name);
  if (isObject(current) && isObject(value)) {
    fields.set(name, mergeByRules(current, value, rule.fields ?? {}, mode));
  } else if (isList(current) && isList(value)) {
    fields.set(name, mergeList(current, value, rule, itemMerger(rule, mode)));
  } else {
    const settled = withoutDirectives(mode === 'apply' ? withoutNulls(value) : value);
    if (settled === undefined) fields.delete(name);
    else fields.set(name, settled);
  }
};

const itemMerger =
  (rule: MergeRule, mode: MergeMode) =>
  (original: JsonObject, patch: JsonObject): JsonObject =>
    mergeByRules(original, patch, rule.fields ?? {}, mode);

const deleteFromList = (fields: Map<string, unknown>, directive: string, deletions: unknown): void => {
  const name = fieldOfDirective(directive, DELETE_FROM_PRIMITIVE_LIST);
  if (name === undefined) throw patchError('invalid patch format of primitive list');
  const current = fields.get(name);
  if (isList(current) && isList(deletions)) fields.set(name, withoutItems(current, deletions));
};

/** What is left of a new value when there is nothing to merge it with: objects with `$patch` go. */
const withoutDirectives = (value: unknown): unknown => {
  if (isList(value)) return listWithoutDirectives(value);
  if (!isObject(value)) return value;
  if (Object.hasOwn(value, PATCH)) return undefined;
  const fields = Object.entries(value).map(([name, field]) => [name, withoutDirectives(field)] as const);
  return objectOf(fields.filter(([, field]) => field !== undefined));
};

const listWithoutDirectives = (list: JsonList): JsonList =>
  list.map(withoutDirectives).filter((item) => item !== undefined);
