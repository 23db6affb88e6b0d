import { editError } from './edit-error.ts';

/** What arguments like `tier=web` and `tier-` ask for. */
export interface PairChanges {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

const isAssignment = (argument: string): boolean => argument.includes('=') && !argument.startsWith('=');

const isRemoval = (argument: string): boolean => argument.endsWith('-') && argument !== '-';

/** Splits `pods web tier=web old-` into resources, which come first, and changes. `what` is `label`, for example. */
export const splitPairs = (args: readonly string[], what: string) => {
  const first = args.findIndex((argument) => isAssignment(argument) || isRemoval(argument));
  const resources = first < 0 ? args : args.slice(0, first);
  const pairs = first < 0 ? [] : args.slice(first);
  const late = pairs.find((pair) => !isAssignment(pair) && !isRemoval(pair));
  if (late !== undefined) {
    throw editError(`all resources must be specified before ${what} changes: ${late}`);
  }
  return { resources, pairs };
};

/** Reads changes. Of several values for one name the last counts. */
export const parsePairs = (
  pairs: readonly string[],
  what: string,
  options: { removal: boolean },
): PairChanges => {
  const allowed = (pair: string): boolean => isAssignment(pair) || (options.removal && isRemoval(pair));
  const invalid = pairs.filter((pair) => !allowed(pair));
  if (invalid.length > 0) throw editError(`invalid ${what} format: ${invalid.join(', ')}`);
  return {
    set: new Map(pairs.filter(isAssignment).map(assignmentOf)),
    remove: pairs.filter((pair) => !isAssignment(pair)).map((pair) => pair.slice(0, -1)),
  };
};

const assignmentOf = (pair: string): [name: string, value: string] => {
  const end = pair.indexOf('=');
  return [pair.slice(0, end), pair.slice(end + 1)];
};

/** A map with changes in it. */
export const withChanges = (
  map: Readonly<Record<string, string>>,
  { set, remove }: PairChanges,
): Record<string, string> => {
  const changed = new Map([...Object.entries(map), ...set]);
  for (const name of remove) changed.delete(name);
  return Object.fromEntries(changed);
};

/** The values that changes would overwrite with others. */
export const overwritten = (
  map: Readonly<Record<string, string>>,
  { set }: PairChanges,
): [name: string, value: string][] =>
  Object.entries(map).filter(([name, value]) => set.has(name) && set.get(name) !== value);
