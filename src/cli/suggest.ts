/** The nearest right words for a mistyped one, by cobra's measure: two letters off, or its beginning. */

const farthest = 2;

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, charA] of Array.from(a).entries()) {
    const above = row;
    row = [i + 1];
    for (const [j, charB] of Array.from(b).entries()) {
      const replaced = (above[j] ?? 0) + (charA === charB ? 0 : 1);
      row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
};

/** `meant` are near, however they are written. */
export const suggestionsFor = (
  typed: string,
  names: readonly string[],
  meant: readonly string[] = [],
): readonly string[] => {
  const wanted = typed.toLowerCase();
  return names.filter((name) => {
    const candidate = name.toLowerCase();
    return distance(wanted, candidate) <= farthest || candidate.startsWith(wanted) || meant.includes(name);
  });
};

/** Empty where nothing is near. */
export const suggestionText = (
  typed: string,
  names: readonly string[],
  prefix = '',
  meant: readonly string[] = [],
): string => {
  const near = suggestionsFor(typed, names, meant);
  if (near.length === 0) return '';
  return `\n\nDid you mean this?\n${near.map((name) => `\t${prefix}${name}\n`).join('')}`;
};
