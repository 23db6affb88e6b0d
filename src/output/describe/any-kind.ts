import type { Resource } from '../../model/resource.ts';
import { compareText } from '../code-points.ts';
import { isMap } from '../is-map.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented } from './lines.ts';
import { metadataLines, nameLines } from './metadata.ts';

/** Any object at all, field by field. */

const SHOWN_ABOVE = ['managedFields', 'name', 'namespace', 'labels', 'annotations'];

const ACRONYMS = ['API', 'URL', 'UID', 'GUID'];

/** `apiVersion` reads `API Version`; what is no plain name stays as it is. */
const titleOf = (field: string): string => {
  if (!/^[\p{L}-]+$/u.test(field)) return field;
  const words = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}\p{Ll}+|\p{Ll}+|-+/gu) ?? [];
  return words
    .map((word) => {
      if (ACRONYMS.includes(word.toUpperCase())) return word.toUpperCase();
      return word === word.toLowerCase() ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
    })
    .join(' ');
};

const scalarText = (value: unknown): string =>
  value === null ? '<nil>' : typeof value === 'string' ? value : JSON.stringify(value);

const fieldLines = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(fields)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([field, value]) => {
      const title = titleOf(field);
      if (isMap(value)) return [`${title}:`, ...indented(fieldLines(value))];
      if (!Array.isArray(value)) return [entry(title, scalarText(value))];
      const items = value.flatMap((item: unknown) => (isMap(item) ? fieldLines(item) : [scalarText(item)]));
      return [`${title}:`, ...indented(items)];
    });

const withoutShown = ({ metadata, ...rest }: Resource): Record<string, unknown> => ({
  ...rest,
  metadata: Object.fromEntries(Object.entries(metadata).filter(([field]) => !SHOWN_ABOVE.includes(field))),
});

export const anyKindDescription: Description = {
  lines: (object, { now, events }) => [
    ...nameLines(object),
    ...metadataLines(object),
    ...fieldLines(withoutShown(object)),
    ...eventLines(events, now),
  ],
};
