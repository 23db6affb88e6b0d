import { type Resource, refKey, refOf } from '../model/resource.ts';

/** Enough to have the engine always busy, and few enough to leave it to others as well. */
const AT_A_TIME = 8;

/** Neighbours of one kind, and no object twice: what others need is written before them, and the last of two wins. */
const turnsOf = <Item>(items: readonly Item[], resourceOf: (item: Item) => Resource): Item[][] => {
  const turns: Item[][] = [];
  let kind: string | undefined;
  let keys = new Set<string>();
  for (const item of items) {
    const ref = refOf(resourceOf(item));
    const turn = turns.at(-1);
    if (turn === undefined || ref.kind !== kind || keys.has(refKey(ref)) || turn.length === AT_A_TIME) {
      turns.push([item]);
      kind = ref.kind;
      keys = new Set();
    } else turn.push(item);
    keys.add(refKey(ref));
  }
  return turns;
};

/** Does the work for each, side by side where that makes no difference. The results are in the order of the items. */
export const inTurn = async <Item, Result>(
  items: readonly Item[],
  resourceOf: (item: Item) => Resource,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const turn of turnsOf(items, resourceOf)) results.push(...(await Promise.all(turn.map(work))));
  return results;
};
