import { CliError } from '../../model/cli-error.ts';
import { goText } from '../go/format.ts';
import { goTypeName } from '../go/value.ts';
import { isMap } from '../is-map.ts';
import { sortedFields } from '../json.ts';
import type { FilterStep, JsonPath, Path, SliceStep, Step } from './ast.ts';
import { compare, kindOf, type Operand } from './compare.ts';

export interface JsonPathOptions {
  /** A field that no value has is an error, unless this is set. */
  readonly allowMissingKeys: boolean;
}

/** `found` is what the failing step had in hand: a filter that only asks for existence takes it for an answer. */
class EvaluationError extends CliError {
  readonly found: readonly unknown[];

  constructor(message: string, found: readonly unknown[]) {
    super('jsonPathFailed', message);
    this.name = 'EvaluationError';
    this.found = found;
  }
}

/** What one evaluation keeps track of. */
interface Run extends JsonPathOptions {
  readonly parts: JsonPath['parts'];
  /** Set by the step of that name, for the block that holds it. */
  sawRange: boolean;
  sawEnd: boolean;
  /** How many ranges are open. */
  depth: number;
  /** Which part ended a range last. */
  lastEnd: number;
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** What is in a value. The bytes of a string are in it, and maps are walked in the order of their keys. */
const contentsOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...Buffer.from(value)];
  return isMap(value) ? sortedFields(value).map(([, item]) => item) : [];
};

const descend = (values: readonly unknown[]): unknown[] =>
  values.flatMap((value) => {
    const contents = contentsOf(value);
    return contents.length === 0 ? [] : [value, ...descend(contents)];
  });

const field = (input: readonly unknown[], name: string, run: Run): unknown[] => {
  const found = input.flatMap((value) => {
    const item = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return item === undefined ? [] : [item];
  });
  if (found.length === 0 && input.length > 0 && !run.allowMissingKeys) {
    throw new EvaluationError(`${name} is not found`, []);
  }
  return found;
};

/** The places that a slice takes from a list of `length`; undefined where it asks for none. */
const bounds = (
  { start, end, isIndex }: SliceStep,
  length: number,
): readonly [number, number] | undefined => {
  let first = start ?? 0;
  // `[-1]` ends at 0, which means the end of the list.
  let last = isIndex ? first + 1 : (end ?? length);
  if (last < 0 || (last === 0 && isIndex)) last += length;
  if (first < 0) first += length;
  return first === last ? undefined : [first, last];
};

const slice = (input: readonly unknown[], step: SliceStep): unknown[] => {
  const found: unknown[] = [];
  const fail = (message: string): never => {
    throw new EvaluationError(message, input);
  };
  for (const value of input) {
    if (isNothing(value)) continue;
    if (!Array.isArray(value)) return fail(`${goTypeName(value)} is not array or slice`);
    const range = bounds(step, value.length);
    if (range === undefined) return found;
    const [first, last] = range;
    const outOfBounds = (index: number): never =>
      fail(`array index out of bounds: index ${index}, length ${value.length}`);
    if (first >= value.length || first < 0) outOfBounds(first);
    if (last > value.length || last < 0) outOfBounds(last - 1);
    if (first > last) fail(`starting index ${first} is greater than ending index ${last}`);
    const stride = step.step ?? 1;
    if (stride <= 0) fail('step must be > 0');
    for (let index = first; index < last; index += stride) found.push(value[index]);
  }
  return found;
};

const exists = (item: unknown, path: Path, run: Run): boolean => {
  try {
    return walk([item], path, run).length > 0;
  } catch (error) {
    if (error instanceof EvaluationError) return error.found.length > 0;
    throw error;
  }
};

/** The one value that a side of a comparison comes to, if any. */
const operand = (item: unknown, path: Path, run: Run, input: readonly unknown[]): Operand | undefined => {
  const values = walk([item], path, run);
  if (values.length > 1) throw new EvaluationError('can only compare one element at a time', input);
  if (values.length === 0) return undefined;
  const literal = path.steps.at(-1);
  const isFloat = literal?.type === 'number' && literal.isFloat;
  return { value: values[0], kind: isFloat ? 'float' : kindOf(values[0]) };
};

const filter = (input: readonly unknown[], { left, operator, right }: FilterStep, run: Run): unknown[] => {
  const found: unknown[] = [];
  for (const value of input) {
    if (!Array.isArray(value)) {
      const text = value === undefined ? '<invalid reflect.Value>' : goText(value);
      throw new EvaluationError(`${text} is not array or slice and cannot be filtered`, input);
    }
    for (const item of value as readonly unknown[]) {
      if (right === undefined) {
        if (exists(item, left, run)) found.push(item);
        continue;
      }
      const a = operand(item, left, run, input);
      const b = a === undefined ? undefined : operand(item, right, run, input);
      if (a === undefined || b === undefined) continue;
      const comparison = compare(operator, a, b);
      if ('error' in comparison) throw new EvaluationError(comparison.error, found);
      if (comparison.holds) found.push(item);
    }
  }
  return found;
};

const word = (input: readonly unknown[], name: string, run: Run): readonly unknown[] => {
  if (name === 'range') {
    run.sawRange = true;
    return input;
  }
  if (name !== 'end') throw new EvaluationError(`unrecognized identifier ${name}`, input);
  if (run.depth === 0) throw new EvaluationError('not in range, nothing to end', []);
  run.sawEnd = true;
  return [];
};

const takeStep = (input: readonly unknown[], step: Step, run: Run): readonly unknown[] => {
  switch (step.type) {
    case 'text':
      return [step.text];
    case 'number':
    case 'bool':
      return input.map(() => step.value);
    case 'field':
      return field(input, step.name, run);
    case 'wildcard':
      return input.flatMap(contentsOf);
    case 'descent':
      return descend(input);
    case 'slice':
      return slice(input, step);
    case 'filter':
      return filter(input, step, run);
    case 'union':
      return step.paths.flatMap((path) => walk(input, path, run));
    case 'word':
      return word(input, step.word, run);
  }
};

const walk = (input: readonly unknown[], path: Path, run: Run): readonly unknown[] =>
  path.steps.reduce((values, step) => takeStep(values, step, run), input);

/** Evaluates the parts from `start` up to the `{end}` that closes the block, or the last one. */
const runBlock = (start: number, data: unknown, run: Run): (readonly unknown[])[] => {
  const results: (readonly unknown[])[] = [];
  for (let index = start; index < run.parts.length; index++) {
    const part = run.parts[index];
    if (part === undefined) break;
    const values = part.type === 'text' ? [part.text] : walk([data], part, run);
    if (run.sawEnd) {
      run.sawEnd = false;
      run.lastEnd = index;
      break;
    }
    if (!run.sawRange) {
      results.push(values);
      continue;
    }
    run.sawRange = false;
    run.depth++;
    for (const value of values) results.push(...runBlock(index + 1, value ?? undefined, run));
    // Nothing to range over: the block still runs once, on nothing, to find where it ends.
    if (values.length === 0) runBlock(index + 1, undefined, run);
    run.depth--;
    if (run.lastEnd > index) index = run.lastEnd;
  }
  return results;
};

/** What each part of the template finds in `data`, in order; the parts in a range as often as it goes round. */
export const evaluateJsonPath = (
  { parts }: JsonPath,
  data: unknown,
  { allowMissingKeys }: JsonPathOptions,
): readonly (readonly unknown[])[] =>
  runBlock(0, data, { parts, allowMissingKeys, sawRange: false, sawEnd: false, depth: 0, lastEnd: -1 });
