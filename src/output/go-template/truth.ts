import { isMap } from '../is-map.ts';
import { numberOf } from '../go/value.ts';

/** What counts as true in `if`: whatever is not zero, empty or nothing. */
export const isTrue = (value: unknown): boolean => {
  const number = numberOf(value);
  if (number !== undefined) return number.value !== 0;
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : value === true;
};
