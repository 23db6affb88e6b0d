import { goText } from '../go/format.ts';
import { toCompactJson, toJson } from '../json.ts';

const printValue = (value: unknown): string => {
  if (value === undefined) return '<no value>';
  return typeof value === 'object' ? toCompactJson(value) : goText(value);
};

/** Lists and maps are printed as JSON; all else is plain. */
export const printJsonPath = (results: readonly (readonly unknown[])[]): string =>
  results.map((values) => values.map(printValue).join(' ')).join('');

/** Each part's values as a JSON list. */
export const printJsonPathAsJson = (results: readonly (readonly unknown[])[]): string =>
  results.map((values) => `${toJson(values)}\n`).join('');
