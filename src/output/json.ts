import { compareText } from './code-points.ts';

const codePoint = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Go escapes what HTML or JavaScript could take for syntax. */
const quote = (text: string): string => JSON.stringify(text).replaceAll(/[<>&\u2028\u2029]/g, codePoint);

const scalar = (value: unknown): string => {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : 'null';
};

/** The fields of a map, sorted by key. Done by hand because JavaScript puts keys like `10` first. */
export const sortedFields = (map: object): [string, unknown][] =>
  Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareText(a, b));

const write = (value: unknown, margin: string, step: string): string => {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const inner = margin + step;
  const colon = step === '' ? ':' : ': ';
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => write(item, inner, step))
    : sortedFields(value).map(([key, item]) => quote(key) + colon + write(item, inner, step));
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  return step === ''
    ? `${open}${parts.join(',')}${close}`
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
};

/** As `kubectl -o json` prints an object, without the line feed at the end. */
export const toJson = (value: unknown): string => write(value, '', '    ');

export const toCompactJson = (value: unknown): string => write(value, '', '');
