import { isMap } from '../is-map.ts';

/**
 * Go tells apart numbers that JavaScript does not: those of a template are `int` or `float64`, those of an object
 * are `int64` where they are whole. Numbers of objects stay plain; a template's own come in this wrapping. A byte of
 * a string is a `uint8`.
 */
export class GoNumber {
  readonly type: 'int' | 'uint8' | 'float64';
  readonly value: number;

  constructor(type: GoNumber['type'], value: number) {
    this.type = type;
    this.value = value;
  }
}

export const goInt = (value: number): GoNumber => new GoNumber('int', value);

/** A number with its Go type; undefined for what is no number. */
export const numberOf = (
  value: unknown,
): { readonly type: GoNumber['type'] | 'int64'; readonly value: number } | undefined => {
  if (value instanceof GoNumber) return value;
  if (typeof value !== 'number') return undefined;
  const isWhole = Number.isInteger(value) && Math.abs(value) < 2 ** 63;
  return { type: isWhole ? 'int64' : 'float64', value };
};

/** What a value is called in Go's messages. */
export const goTypeName = (value: unknown): string => {
  const number = numberOf(value);
  if (number !== undefined) return number.type;
  if (Array.isArray(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : '<nil>';
};
