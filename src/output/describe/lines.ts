/**
 * Text for people, in kubectl's layout: what is described stands behind a tab, so that whoever prints may align it.
 */

const LONGEST_ANNOTATION = 140;

/** What kubectl itself wrote for itself. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export const entry = (title: string, value: unknown): string => `${title}:\t${String(value)}`;

/** No line for what is not set. */
export const optionalEntry = (title: string, value: unknown): string[] =>
  value === undefined || value === null || value === '' ? [] : [entry(title, value)];

export const indented = (lines: readonly string[], depth = 1): string[] =>
  lines.map((line) => `${'  '.repeat(depth)}${line}`);

export const yesOrNo = (value: boolean): string => (value ? 'True' : 'False');

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
  text.length > limit ? `${text.slice(0, limit)}...` : text;

/** `name: value`. What is long stands on lines of its own. */
export const annotationEntries = (annotations: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(annotations)
    .filter(([name]) => name !== LAST_APPLIED)
    .sort(byKey)
    .flatMap(([name, text]) => {
      const value = text.replace(/\n$/, '');
      const fits = name.length + value.length + 2 <= LONGEST_ANNOTATION && !value.includes('\n');
      if (fits) return [`${name}: ${value}`];
      return [`${name}:`, ...value.split('\n').map((line) => `  ${shortened(line, LONGEST_ANNOTATION - 2)}`)];
    });
