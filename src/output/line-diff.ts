/** Lines of one text that are replaced by lines of another. Ends are not included. */
export interface LineChange {
  aStart: number;
  aEnd: number;
  bStart: number;
  bEnd: number;
}

/**
 * Beyond this many inserted and deleted lines the rest is shown as replaced. It bounds time and memory, which grow
 * with the square of this number, where two texts have nothing in common.
 */
const MAX_EDITS = 1_000;

/** The smallest set of changes that makes one list of lines out of another, after Myers (1986). */
export const diffLines = (a: readonly string[], b: readonly string[]): LineChange[] => {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [aEnd, bEnd] = [a.length, b.length];
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  const [aMiddle, bMiddle] = [a.slice(start, aEnd), b.slice(start, bEnd)];
  const changes = changesBetween(commonLines(aMiddle, bMiddle), aMiddle.length, bMiddle.length);
  return slidDown(
    changes.map((change) => moved(change, start)),
    a,
    b,
  );
};

const moved = (change: LineChange, by: number): LineChange => ({
  aStart: change.aStart + by,
  aEnd: change.aEnd + by,
  bStart: change.bStart + by,
  bEnd: change.bEnd + by,
});

/** Of several places where the same lines could have come or gone, the last is taken, as diff(1) does. */
const slidDown = (changes: readonly LineChange[], a: readonly string[], b: readonly string[]): LineChange[] =>
  changes.map((change, index) => {
    const [lines, from, to] =
      change.aStart === change.aEnd ? [b, change.bStart, change.bEnd] : [a, change.aStart, change.aEnd];
    if (change.aStart !== change.aEnd && change.bStart !== change.bEnd) return change;
    const room = (changes[index + 1]?.aStart ?? a.length) - change.aEnd;
    let by = 0;
    while (by < room && lines[from + by] === lines[to + by]) by += 1;
    return moved(change, by);
  });

/** A line that both texts have, by its place in either. */
type Match = readonly [a: number, b: number];

const changesBetween = (matches: readonly Match[], aLength: number, bLength: number): LineChange[] => {
  const changes: LineChange[] = [];
  let [aStart, bStart] = [0, 0];
  for (const [aEnd, bEnd] of [...matches, [aLength, bLength] as const]) {
    if (aEnd > aStart || bEnd > bStart) changes.push({ aStart, aEnd, bStart, bEnd });
    [aStart, bStart] = [aEnd + 1, bEnd + 1];
  }
  return changes;
};

/**
 * `reach[k]` is how far into `a` a path comes on diagonal `k` (the place in `a` less the place in `b`) with so
 * many edits. Each round adds an edit; the rounds are kept to walk the path back.
 */
const commonLines = (a: readonly string[], b: readonly string[]): Match[] => {
  const rounds: ReadonlyMap<number, number>[] = [];
  let reach: ReadonlyMap<number, number> = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MAX_EDITS); edits += 1) {
    rounds.push(reach);
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let at = stepTo(reach, diagonal, edits);
      while (at < a.length && at - diagonal < b.length && a[at] === b[at - diagonal]) at += 1;
      next.set(diagonal, at);
      if (at >= a.length && at - diagonal >= b.length) return walkBack(rounds, a.length, b.length);
    }
    reach = next;
  }
  return [];
};

const comesFromAbove = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits ||
  (diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0));

/** Where an insertion from the diagonal above, or a deletion from the one below, arrives on this diagonal. */
const stepTo = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number =>
  comesFromAbove(reach, diagonal, edits)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1;

const walkBack = (
  rounds: readonly ReadonlyMap<number, number>[],
  aLength: number,
  bLength: number,
): Match[] => {
  const matches: Match[] = [];
  let [at, diagonal] = [aLength, aLength - bLength];
  for (const [edits, reach] of [...rounds.entries()].reverse()) {
    const entered = edits === 0 ? 0 : stepTo(reach, diagonal, edits);
    for (; at > entered; at -= 1) matches.push([at - 1, at - 1 - diagonal]);
    const fromAbove = comesFromAbove(reach, diagonal, edits);
    at = fromAbove ? entered : entered - 1;
    diagonal += fromAbove ? 1 : -1;
  }
  return matches.reverse();
};
