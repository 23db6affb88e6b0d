import { DELETE_DIRECTIVE, PATCH } from './directives.ts';
import { fieldOf, isObject, type JsonList } from './json.ts';
import { noMergeKey, notA } from './patch-error.ts';

/**
 * The order of merged lists. What a patch names comes in the order that the patch asks for; what it does not
 * name keeps its order; and the two are interleaved as they stood before, as far as that is possible.
 */

/** What an item is known by: the value of its merge key, or the item itself where the list has none. */
export const identityOf = (item: unknown, key: string | undefined): unknown =>
  key === undefined ? item : isObject(item) ? fieldOf(item, key) : undefined;

const indexIn = (order: JsonList, item: unknown, key: string | undefined): number => {
  const identity = identityOf(item, key);
  return order.findIndex((other) => identityOf(other, key) === identity);
};

export const requireMergeKeys = (items: JsonList, key: string): void => {
  for (const item of items) {
    if (!isObject(item)) throw notA({}, item);
    if (!Object.hasOwn(item, key)) throw noMergeKey(item, key);
  }
};

export const isDeletion = (item: unknown): boolean =>
  isObject(item) && fieldOf(item, PATCH) === DELETE_DIRECTIVE;

/** The items sorted by their places in `order`; deletions go to the end. */
export const sortedBy = (items: JsonList, order: JsonList, key: string | undefined): JsonList => {
  if (key !== undefined) {
    requireMergeKeys(items, key);
    requireMergeKeys(order, key);
  }
  const staying = items.filter((item) => key === undefined || !isDeletion(item));
  const deletions = items.filter((item) => !staying.includes(item));
  const places = staying.map((item) => ({ item, place: indexIn(order, item, key) }));
  places.sort((a, b) => a.place - b.place);
  return [...places.map(({ item }) => item), ...deletions];
};

const interleaved = (
  kept: JsonList,
  patched: JsonList,
  liveOrder: JsonList,
  key: string | undefined,
): JsonList => {
  const comesFirst = (item: unknown, other: unknown): boolean => {
    const place = indexIn(liveOrder, item, key);
    return place >= 0 && place < indexIn(liveOrder, other, key);
  };
  const result: unknown[] = [];
  let next = 0;
  for (const item of patched) {
    while (next < kept.length && comesFirst(kept[next], item)) result.push(kept[next++]);
    result.push(item);
  }
  return [...result, ...kept.slice(next)];
};

/** Puts the items that `order` names into its order, and the others around them as they stood in `liveOrder`. */
export const inOrder = (
  items: JsonList,
  order: JsonList,
  liveOrder: JsonList,
  key: string | undefined,
): JsonList => {
  if (key !== undefined) requireMergeKeys(items, key);
  const named = new Set(order.map((item) => identityOf(item, key)));
  const isNamed = (item: unknown): boolean => named.has(identityOf(item, key));
  const patched = sortedBy(items.filter(isNamed), order, key);
  const kept = sortedBy(
    items.filter((item) => !isNamed(item)),
    liveOrder,
    key,
  );
  return interleaved(kept, patched, liveOrder, key);
};
