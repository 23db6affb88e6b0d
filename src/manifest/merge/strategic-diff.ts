import {
  DELETE_DIRECTIVE,
  DELETE_FROM_PRIMITIVE_LIST,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './directives.ts';
import { goText } from './go-words.ts';
import { fieldOf, isList, isObject, type JsonList, type JsonObject, objectOf, sameJson } from './json.ts';
import { identityOf, requireMergeKeys, sortedBy } from './list-order.ts';
import { itemKind } from './merge-list.ts';
import { type MergeRule, type MergeRules, ruleOf } from './merge-rules.ts';

/**
 * Which half of a difference is wanted: `changes` are the fields that the new object adds or sets to another
 * value, `deletions` those that it no longer has.
 */
export type DiffPart = 'changes' | 'deletions';

/** The strategic merge patch that makes one part of the difference between two objects. */
export const diffObjects = (
  original: JsonObject,
  modified: JsonObject,
  rules: MergeRules,
  part: DiffPart,
  retainKeys = false,
): JsonObject => {
  const patch = new Map<string, unknown>();
  for (const [name, value] of Object.entries(modified)) {
    if (Object.hasOwn(original, name)) {
      diffField(patch, name, original[name], value, ruleOf(rules, name), part);
    } else if (part === 'changes') {
      patch.set(name, value);
    }
  }
  const gone = Object.keys(original).filter((name) => !Object.hasOwn(modified, name));
  if (part === 'deletions') for (const name of gone) patch.set(name, null);
  if (retainKeys) {
    const retained = Object.keys(modified).filter((name) => modified[name] !== null);
    const clears = gone.some((name) => original[name] !== null);
    if (retained.length > 0 && (patch.size > 0 || clears)) patch.set(RETAIN_KEYS, retained.sort());
  }
  return objectOf(patch);
};

const diffField = (
  patch: Map<string, unknown>,
  name: string,
  original: unknown,
  modified: unknown,
  rule: MergeRule,
  part: DiffPart,
): void => {
  if (isObject(original) && isObject(modified)) {
    const fields = diffObjects(original, modified, rule.fields ?? {}, part, rule.retainKeys);
    if (Object.keys(fields).length > 0) patch.set(name, fields);
  } else if (isList(original) && isList(modified) && (rule.key !== undefined || rule.set !== undefined)) {
    diffLists(patch, name, original, modified, rule, part);
  } else if (part === 'changes' && !sameJson(original, modified)) {
    patch.set(name, modified);
  }
};

/** What a merged list asks of the patch: its items, values to delete, and the order where it matters. */
const diffLists = (
  patch: Map<string, unknown>,
  name: string,
  original: JsonList,
  modified: JsonList,
  rule: MergeRule,
  part: DiffPart,
): void => {
  if (original.length === 0) {
    if (modified.length > 0 && part === 'changes') patch.set(name, modified);
    return;
  }
  const diff =
    itemKind(original, modified) === 'object' && rule.key !== undefined
      ? diffItems(original, modified, rule, rule.key, part)
      : diffValues(original, modified, part);
  if (diff.items.length > 0) patch.set(name, diff.items);
  if (diff.deletions.length > 0) patch.set(`${DELETE_FROM_PRIMITIVE_LIST}/${name}`, diff.deletions);
  if (diff.order.length > 0) patch.set(`${SET_ELEMENT_ORDER}/${name}`, diff.order);
};

interface ListDiff {
  items: JsonList;
  deletions: JsonList;
  order: JsonList;
}

const diffItems = (
  original: JsonList,
  modified: JsonList,
  rule: MergeRule,
  key: string,
  part: DiffPart,
): ListDiff => {
  requireMergeKeys([...original, ...modified], key);
  const before = byMergeKey(original, key);
  const after = byMergeKey(modified, key);
  const items: JsonObject[] = [];
  for (const [identity, item] of after) {
    const previous = before.get(identity);
    if (previous === undefined) {
      if (part === 'changes') items.push(item);
      continue;
    }
    const fields = diffObjects(previous, item, rule.fields ?? {}, part, rule.retainKeys);
    if (Object.keys(fields).length > 0) items.push({ ...fields, [key]: item[key] });
  }
  const deletions =
    part === 'changes'
      ? []
      : [...before]
          .filter(([identity]) => !after.has(identity))
          .map(([, item]) => ({ [key]: item[key], [PATCH]: DELETE_DIRECTIVE }));
  const patched = [...sortedBy(items, modified, key), ...deletions];
  const reordered = part === 'changes' && !sameIdentities(original, modified, key);
  const order =
    patched.length > 0 || reordered ? modified.filter(isObject).map((item) => ({ [key]: item[key] })) : [];
  return { items: patched, deletions: [], order };
};

/** Items by their merge key as text, in the order of that text, as Kubernetes compares them. */
const byMergeKey = (items: JsonList, key: string): Map<string, JsonObject> => {
  const objects = items.filter(isObject);
  const entries = objects.map((item) => [goText(fieldOf(item, key)), item] as const);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};

const sameIdentities = (a: JsonList, b: JsonList, key: string): boolean =>
  a.length === b.length && a.every((item, index) => identityOf(item, key) === identityOf(b[index], key));

const diffValues = (original: JsonList, modified: JsonList, part: DiffPart): ListDiff => {
  const missingIn = (list: JsonList, items: JsonList): unknown[] =>
    items.filter((item) => !list.includes(item));
  if (part === 'deletions') {
    const deletions = [...new Set(missingIn(modified, original))].sort(byText);
    return { items: [], deletions, order: deletions.length > 0 ? modified : [] };
  }
  // Kubernetes has sorted the original when it asks whether anything but the order differs.
  const unchanged = sameJson(original.toSorted(byText), modified);
  return { items: missingIn(original, modified), deletions: [], order: unchanged ? [] : modified };
};

const byText = (a: unknown, b: unknown): number => {
  const [first, second] = [goText(a), goText(b)];
  return first < second ? -1 : first > second ? 1 : 0;
};
