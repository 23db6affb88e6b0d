import type { FieldPath } from '../../model/field-path.ts';
import type { Report } from '../document.ts';
import { isObject } from '../json-value.ts';
import { duplicate } from './findings.ts';

/** Reports every item of a list that has the same key as an earlier one. */
export const reportRepeated = (
  items: readonly unknown[],
  key: string,
  path: FieldPath,
  report: Report,
): void => {
  const seen = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const value = isObject(item) ? item[key] : undefined;
    if (value === undefined || value === null || value === '') continue;
    if (seen.has(value)) report(duplicate([...path, index, key], value));
    seen.add(value);
  }
};
