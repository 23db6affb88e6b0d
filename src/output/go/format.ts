import { isMap } from '../is-map.ts';
import { sortedFields } from '../json.ts';
import { goFloat } from './number.ts';
import { quoteGo } from './quote.ts';
import { numberOf } from './value.ts';

const scalarText = (value: unknown): string | undefined => {
  const number = numberOf(value);
  if (number !== undefined) return number.type === 'float64' ? goFloat(number.value) : String(number.value);
  return typeof value === 'boolean' ? String(value) : undefined;
};

/** Go's `%v`: `map[a:1 b:[x y]]`. */
export const goText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const scalar = scalarText(value);
  if (scalar !== undefined) return scalar;
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isMap(value)) return '<nil>';
  const fields = sortedFields(value).map(([key, item]) => `${key}:${goText(item)}`);
  return `map[${fields.join(' ')}]`;
};

/** Go's `%#v`: `map[string]interface {}{"a":1}`. */
export const goSyntax = (value: unknown): string => {
  if (typeof value === 'string') return quoteGo(value);
  const scalar = scalarText(value);
  if (scalar !== undefined) return scalar;
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isMap(value)) return 'interface {}(nil)';
  const fields = sortedFields(value).map(([key, item]) => `${quoteGo(key)}:${goSyntax(item)}`);
  return `map[string]interface {}{${fields.join(', ')}}`;
};
