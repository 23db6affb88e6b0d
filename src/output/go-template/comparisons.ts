import { compareText } from '../code-points.ts';
import { goText } from '../go/format.ts';
import { goPrintf } from '../go/printf.ts';
import { goTypeName, numberOf } from '../go/value.ts';

type Kind = 'bool' | 'int' | 'float' | 'string' | 'other';

const kindOf = (value: unknown): Kind => {
  const number = numberOf(value);
  if (number !== undefined) return number.type === 'float64' ? 'float' : 'int';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'bool' : 'other';
};

const isNothing = (value: unknown): boolean => value === null || value === undefined;

const scalar = (value: unknown): unknown => numberOf(value)?.value ?? value;

/** Like Go, it tells no two kinds apart: a whole number and a fraction do not compare. */
const equals = (left: unknown, right: unknown): boolean => {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (a !== b) {
    if (isNothing(left) || isNothing(right)) return false;
    throw new Error('incompatible types for comparison');
  }
  if (a !== 'other') return scalar(left) === scalar(right);
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (goTypeName(left) !== goTypeName(right)) {
    throw new Error(
      `non-comparable types ${goPrintf('%s', [left])}: ${goTypeName(left)}, ${goTypeName(right)}: ${goText(right)}`,
    );
  }
  throw new Error(`non-comparable type ${goPrintf('%s', [right])}: ${goTypeName(right)}`);
};

/** Whether the first equals any of the others. */
export const equalsAny = (first: unknown, others: readonly unknown[]): boolean => {
  if (others.length === 0) throw new Error('missing argument for comparison');
  return others.some((other) => equals(first, other));
};

export const isLess = (left: unknown, right: unknown): boolean => {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (a === 'other' || b === 'other') throw new Error('invalid type for comparison');
  if (a !== b) throw new Error('incompatible types for comparison');
  if (a === 'bool') throw new Error('invalid type for comparison');
  const [x, y] = [scalar(left), scalar(right)];
  return typeof x === 'number' && typeof y === 'number' ? x < y : compareText(String(x), String(y)) < 0;
};
