/** Finds what someone most likely meant by a word that nothing is called. */

/** How many letters must be added, removed, replaced or swapped with their neighbour to turn one word into the other. */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** Letters alone count: `ready_probe`, `readyProbe` and `ReadyProbe` are one word. */
const letters = (word: string): string => word.toLowerCase().replaceAll(/[-_\s]/g, '');

/** Shorter words are part of too many others to point at one of them. */
const MIN_PART = 4;

/**
 * The nearest of the words, where one is near enough that it may be meant: a third of its letters may differ, or it
 * contains the word.
 */
export const nearest = (word: string, words: Iterable<string>): string | undefined => {
  const wanted = letters(word);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of words) {
    const known = letters(candidate);
    const limit = Math.floor(Math.max(wanted.length, known.length) / 3);
    const isPart = wanted.length >= MIN_PART && known.includes(wanted);
    if (Math.abs(wanted.length - known.length) > limit && !isPart) continue;
    const distance = editDistance(wanted, known);
    if ((distance <= limit || isPart) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
};
