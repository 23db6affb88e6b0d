/**
 * Text for people, in kubectl's layout: what is described stands behind a tab, so that whoever prints may align it.
 */

const LONGEST_ANNOTATION = 140;

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A title with one entry, further ones on lines of their own below it, or `<none>`. */
export const listing = (title: string, entries: readonly string[]): string[] => {
  const [first = '<none>', ...more] = entries;
  return [`${title}:\t${first}`, ...more.map((entry) => `\t${entry}`)];
};

/** `app=web`. */
export const labelEntries = (labels: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(labels)
    .sort(byKey)
    .map(([name, value]) => `${name}=${value}`);

const shortened = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit - 3)}...` : text;

/** `name: value`. What is long stands on lines of its own. */
export const annotationEntries = (annotations: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(annotations)
    .sort(byKey)
    .flatMap(([name, text]) => {
      const value = text.replace(/\n$/, '');
      const fits = name.length + value.length + 2 <= LONGEST_ANNOTATION && !value.includes('\n');
      if (fits) return [`${name}: ${value}`];
      return [`${name}:`, ...value.split('\n').map((line) => `  ${shortened(line, LONGEST_ANNOTATION - 2)}`)];
    });
