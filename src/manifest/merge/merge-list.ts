import { DELETE_DIRECTIVE, MERGE_DIRECTIVE, PATCH, REPLACE_DIRECTIVE } from './directives.ts';
import { goText } from './go-words.ts';
import { fieldOf, isList, isObject, type JsonList, type JsonObject } from './json.ts';
import { identityOf, inOrder } from './list-order.ts';
import type { MergeRule } from './merge-rules.ts';
import { noMergeKey, patchError, unknownDirective } from './patch-error.ts';

/** Merges two items that have one merge key. */
export type MergeItem = (original: JsonObject, patch: JsonObject) => JsonObject;

/** A list with a patch in it, whose items are still to be put in order. */
interface MergedItems {
  items: JsonList;
  /** The original items that are left, in their order. */
  kept: JsonList;
}

const kindOfItem = (item: unknown): string =>
  isList(item) ? 'list' : isObject(item) ? 'object' : item === null ? 'null' : typeof item;

/** The one kind that all items of some lists have; `undefined` where there are none. */
export const itemKind = (...lists: readonly JsonList[]): string | undefined => {
  const items = lists.flat(1);
  const kind = items.length === 0 ? undefined : kindOfItem(items[0]);
  if (kind === 'list') throw patchError('lists of lists are not supported');
  if (items.some((item) => kindOfItem(item) !== kind)) {
    throw patchError(`list element types are not identical: ${goText(lists)}`);
  }
  return kind;
};

/** Carries out the items of a patch that are directives, and returns the others. */
const applyDirectives = (original: JsonList, patch: JsonList, key: string) => {
  let kept = original;
  let replace = false;
  const additions: JsonObject[] = [];
  for (const item of patch.filter(isObject)) {
    const directive = fieldOf(item, PATCH);
    if (!Object.hasOwn(item, PATCH)) {
      additions.push(item);
    } else if (directive === DELETE_DIRECTIVE) {
      if (!Object.hasOwn(item, key)) throw noMergeKey(item, key);
      kept = kept.filter((other) => identityOf(other, key) !== item[key]);
    } else if (directive === REPLACE_DIRECTIVE) {
      replace = true;
    } else if (directive === MERGE_DIRECTIVE) {
      throw patchError('merging lists cannot yet be specified in the patch');
    } else {
      throw unknownDirective(directive, item);
    }
  }
  return { kept, additions, replace };
};

const mergeObjects = (
  original: JsonList,
  patch: JsonList,
  key: string,
  mergeItem: MergeItem,
): MergedItems => {
  const { kept, additions, replace } = applyDirectives(original, patch, key);
  if (replace) return { items: additions, kept: additions };
  const items = [...kept];
  for (const addition of additions) {
    if (!Object.hasOwn(addition, key)) throw noMergeKey(addition, key);
    const place = items.findIndex((item) => identityOf(item, key) === addition[key]);
    const found = items[place];
    if (isObject(found)) items[place] = mergeItem(found, addition);
    else items.push(addition);
  }
  return { items, kept };
};

const mergeItems = (
  original: JsonList,
  patch: JsonList,
  rule: MergeRule,
  mergeItem: MergeItem,
): MergedItems => {
  if (rule.key === undefined && rule.set === undefined) return { items: patch, kept: original };
  if (itemKind(original, patch) === 'object') {
    if (rule.key === undefined) throw patchError('cannot merge lists without merge key for type string');
    return mergeObjects(original, patch, rule.key, mergeItem);
  }
  return { items: [...new Set([...original, ...patch])], kept: original };
};

/** Merges a list of a patch into a list. A list without a merge key is replaced. */
export const mergeList = (
  original: JsonList,
  patch: JsonList,
  rule: MergeRule,
  mergeItem: MergeItem,
): JsonList => {
  if (rule.key === undefined && rule.set === undefined) return patch;
  const { items, kept } = mergeItems(original, patch, rule, mergeItem);
  const order = patch.filter((item) => !isObject(item) || !Object.hasOwn(item, PATCH));
  return inOrder(items, order, kept, rule.key);
};

/** The same, where the patch also says in which order the items are to come. */
export const mergeOrderedList = (
  original: JsonList,
  patch: JsonList,
  order: JsonList,
  rule: MergeRule,
  mergeItem: MergeItem,
): JsonList => {
  const { items } = mergeItems(original, patch, rule, mergeItem);
  // Kubernetes deletes in place, so the first new items take the places of the deleted ones in what it reads
  // as the order before. That decides where new items stand among those that the patch does not name.
  return inOrder(items, order, items.slice(0, original.length), rule.key);
};

/** A list of plain values without those to be deleted. */
export const withoutItems = (original: JsonList, deletions: JsonList): JsonList => {
  itemKind(original, deletions);
  return original.filter((item) => !deletions.includes(item));
};
