import { CliError } from '../model/cli-error.ts';
import { compareQuantities, parseQuantity } from '../model/quantity.ts';
import type { Resource } from '../model/resource.ts';
import { compareText } from './code-points.ts';
import { goTypeName } from './go/value.ts';
import { quoteGo } from './go/quote.ts';
import { evaluateJsonPath } from './jsonpath/evaluate.ts';
import { parseJsonPath } from './jsonpath/parse.ts';
import { relaxJsonPath } from './jsonpath/relax.ts';

const unsortable = (path: string, what: string): never => {
  throw new CliError('unsortable', `field ${path} is an unsortable type: ${what}`);
};

const compareTexts = (a: string, b: string): number => {
  const left = parseQuantity(a);
  const right = left && parseQuantity(b);
  return left && right ? compareQuantities(left, right) : compareText(a, b);
};

const compareValues = (a: unknown, b: unknown, path: string): number => {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return unsortable(path, goTypeName(a));
};

/** Orders objects by a field. Those that lack it come first, and in reverse: so they do with kubectl. */
export type Sorter = (objects: readonly Resource[]) => readonly Resource[];

/** `expression` may be written in any of the ways that kubectl takes for `--sort-by`. */
export const sorterBy = (expression: string): Sorter => {
  const path = parseJsonPath(relaxJsonPath(expression));
  return (objects) => {
    const keyed = objects.map((object) => ({
      object,
      key: evaluateJsonPath(path, object, { allowMissingKeys: true })[0]?.[0],
    }));
    if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) {
      throw new CliError(
        'fieldNotFound',
        `couldn't find any field with path ${quoteGo(path.template)} in the list of objects`,
      );
    }
    const missing = keyed.filter(({ key }) => key === undefined);
    const present = keyed.filter(({ key }) => key !== undefined);
    present.sort((a, b) => compareValues(a.key, b.key, path.template));
    return [...missing.reverse(), ...present].map(({ object }) => object);
  };
};
