import { codePointCount } from './code-points.ts';
import { goFloat } from './go/number.ts';
import { compareKeys } from './yaml/key-order.ts';
import { hasLineBreak, yamlString } from './yaml/scalar.ts';

/** Keys longer than this are written in the form `? key`, in bytes. */
const MAX_SIMPLE_KEY = 128;

/** Unlike elsewhere in Go, integers reach as far as unsigned 64 bits here. */
const yamlNumber = (value: number): string =>
  Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64 ? String(value) : goFloat(value);

const scalar = (value: unknown, margin: string, column: number): string => {
  if (typeof value === 'string') return yamlString(value, { margin, column });
  if (typeof value === 'number') return yamlNumber(value);
  return value === true || value === false ? String(value) : 'null';
};

const fieldsOf = (map: object): [string, unknown][] =>
  Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareKeys(a, b));

/** A value that starts in the middle of a line, at `column`; `margin` is where its next lines start. */
const inline = (value: unknown, margin: string, column = margin.length): string => {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : list(value, margin);
  if (typeof value !== 'object' || value === null) return scalar(value, margin, column);
  const fields = fieldsOf(value);
  return fields.length === 0
    ? '{}'
    : fields.map(([key, item]) => field(key, item, margin)).join(`\n${margin}`);
};

const list = (items: readonly unknown[], margin: string): string =>
  items.map((item) => `- ${inline(item, `${margin}  `)}`).join(`\n${margin}`);

const field = (key: string, value: unknown, margin: string): string => {
  const inner = `${margin}  `;
  if (Buffer.byteLength(key) > MAX_SIMPLE_KEY || hasLineBreak(key)) {
    return `? ${inline(key, inner)}\n${margin}: ${inline(value, inner)}`;
  }
  const name = yamlString(key, { margin: inner, column: Number.NEGATIVE_INFINITY });
  // The items of a list stand under the name of the field, not further in.
  if (Array.isArray(value))
    return value.length === 0 ? `${name}: []` : `${name}:\n${margin}${list(value, margin)}`;
  const isMap = typeof value === 'object' && value !== null && fieldsOf(value).length > 0;
  return isMap
    ? `${name}:\n${inner}${inline(value, inner)}`
    : `${name}: ${inline(value, inner, margin.length + codePointCount(name) + 2)}`;
};

/** As `kubectl -o yaml` prints an object. */
export const toYaml = (value: unknown): string => `${inline(value, '')}\n`;
