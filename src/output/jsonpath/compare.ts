import { compareText } from '../code-points.ts';

/** The kinds that can be compared: with their own kind only, so a whole number is never equal to a fraction. */
type Kind = 'bool' | 'int' | 'float' | 'string';

/** A value with its kind, which a literal like `3.0` states. */
export interface Operand {
  readonly value: unknown;
  readonly kind: Kind | undefined;
}

export type Comparison = { readonly holds: boolean } | { readonly error: string };

export const kindOf = (value: unknown): Kind | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'bool' : undefined;
};

const order = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return left === right ? 0 : 1;
};

const operators = new Map<string, (order: number) => boolean>([
  ['==', (order) => order === 0],
  ['!=', (order) => order !== 0],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
]);

export const compare = (operator: string, left: Operand, right: Operand): Comparison => {
  const holds = operators.get(operator);
  if (holds === undefined) return { error: `unrecognized filter operator ${operator}` };
  const badType: Comparison = { error: 'invalid type for comparison' };
  if (left.kind === undefined || right.kind === undefined) return badType;
  if (left.kind !== right.kind) return { error: 'incompatible types for comparison' };
  if (left.kind === 'bool' && operator !== '==' && operator !== '!=') return badType;
  return { holds: holds(order(left.value, right.value)) };
};
