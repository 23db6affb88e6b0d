import { CliError } from '../../model/cli-error.ts';
import { quoteGo } from '../go/quote.ts';
import { goTypeName } from '../go/value.ts';
import { isMap } from '../is-map.ts';
import {
  sourceOf,
  type Chain,
  type Command,
  type Field,
  type Identifier,
  type Inclusion,
  type Operand,
  type Pipeline,
  type Template,
  type Variable,
} from './ast.ts';
import { findFunction, type TemplateFunction } from './functions.ts';
import { isTrue } from './truth.ts';
import { TEMPLATE_NAME } from './token-reader.ts';

/**
 * A value with what Go knows of its type: one that comes out of a map or a list is an `interface {}` to it. There,
 * null is something that has no fields; elsewhere it is nothing at all, which is written `undefined`.
 */
export interface Slot {
  readonly value: unknown;
  readonly boxed: boolean;
}

/** What one run of a template keeps track of. */
export interface Run {
  readonly template: Template;
  readonly allowMissingKeys: boolean;
  /** Which of the templates runs, for messages. */
  readonly name: string;
  /** Innermost last. */
  readonly variables: { readonly name: string; slot: Slot }[];
  /** What is being looked at, for messages. */
  node: Operand | Command | Inclusion | undefined;
}

/** The last argument that the command before hands over, if there is one. */
type Piped = Slot | undefined;

const NOTHING: Slot = { value: undefined, boxed: false };

/** Out of its box, null is nothing. */
const unbox = ({ value }: Slot): Slot => ({ value: value ?? undefined, boxed: false });

const own = (value: unknown): Slot => ({ value, boxed: false });

export const failAt = (run: Run, message: string): never => {
  const { template, node, name } = run;
  if (node === undefined) throw new CliError('templateFailed', `template: ${name}: ${message}`);
  const before = template.text.slice(0, node.position);
  const line = before.split('\n');
  const column = Buffer.byteLength(line.at(-1) ?? '');
  throw new CliError(
    'templateFailed',
    `template: ${TEMPLATE_NAME}:${line.length}:${column}: executing ${quoteGo(name)} at <${sourceOf(node)}>: ${message}`,
  );
};

const fieldOf = ({ value, boxed }: Slot, name: string, hasArguments: boolean, run: Run): Slot => {
  if (value === undefined) {
    return run.allowMissingKeys ? NOTHING : failAt(run, `nil data; no entry for key ${quoteGo(name)}`);
  }
  if (value === null) return failAt(run, `nil pointer evaluating interface {}.${name}`);
  if (!isMap(value)) {
    return failAt(run, `can't evaluate field ${name} in type ${boxed ? 'interface {}' : goTypeName(value)}`);
  }
  if (hasArguments) return failAt(run, `${name} is not a method but has arguments`);
  if (Object.hasOwn(value, name) && value[name] !== undefined) return { value: value[name], boxed: true };
  return run.allowMissingKeys ? NOTHING : failAt(run, `map has no entry for key ${quoteGo(name)}`);
};

const followFields = (start: Slot, fields: readonly string[], hasArguments: boolean, run: Run): Slot =>
  fields.reduce(
    (slot, name, index) => fieldOf(slot, name, hasArguments && index === fields.length - 1, run),
    start,
  );

const variableOf = (name: string, run: Run): { slot: Slot } =>
  run.variables.findLast((variable) => variable.name === name) ?? failAt(run, `undefined variable: ${name}`);

const evaluateField = (field: Field, dot: Slot, hasArguments: boolean, run: Run): Slot => {
  run.node = field;
  return followFields(dot, field.names, hasArguments, run);
};

const evaluateVariable = (variable: Variable, hasArguments: boolean, run: Run): Slot => {
  run.node = variable;
  const { slot } = variableOf(variable.name, run);
  if (variable.fields.length === 0 && hasArguments) refuseArguments(variable, run);
  return followFields(slot, variable.fields, hasArguments, run);
};

const evaluateChain = (chain: Chain, dot: Slot, hasArguments: boolean, run: Run): Slot => {
  run.node = chain;
  if (chain.of.type === 'nil') failAt(run, `indirection through explicit nil in ${sourceOf(chain)}`);
  return followFields(evaluateOperand(chain.of, dot, run), chain.fields, hasArguments, run);
};

/** An operand that stands for itself: an argument, or the start of a chain. */
const evaluateOperand = (operand: Operand, dot: Slot, run: Run): Slot => {
  run.node = operand;
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'nil':
      return NOTHING;
    case 'bool':
    case 'number':
    case 'string':
      return own(operand.value);
    case 'field':
      return evaluateField(operand, dot, false, run);
    case 'variable':
      return evaluateVariable(operand, false, run);
    case 'identifier':
      return evaluateCall({ identifier: operand, node: operand, operands: [], piped: undefined }, dot, run);
    case 'chain':
      return evaluateChain(operand, dot, false, run);
    case 'pipeline':
      return evaluatePipeline(operand, dot, run);
  }
};

const countArguments = (
  name: string,
  count: number,
  { fixed, variadic }: TemplateFunction,
  run: Run,
): void => {
  if (variadic ? count >= fixed : count === fixed) return;
  failAt(run, `wrong number of args for ${name}: want ${variadic ? 'at least ' : ''}${fixed} got ${count}`);
};

const checkText = ({ value, boxed }: Slot, run: Run): void => {
  if (typeof value === 'string') return;
  if (value === undefined) failAt(run, 'invalid value; expected string');
  const type = value === null && boxed ? 'interface {}' : goTypeName(value);
  failAt(run, `wrong type for value; expected string; got ${type}`);
};

/** `and` and `or` evaluate no argument after the one that decides. */
const decide = (name: string, operands: readonly Operand[], piped: Piped, dot: Slot, run: Run): Slot => {
  let slot = NOTHING;
  for (const operand of operands) {
    slot = evaluateOperand(operand, dot, run);
    if (isTrue(slot.value) === (name === 'or')) return slot;
  }
  return piped ?? slot;
};

interface Call {
  readonly identifier: Identifier;
  /** What a failing function is blamed on. */
  readonly node: Identifier | Command;
  readonly operands: readonly Operand[];
  readonly piped: Piped;
}

const evaluateCall = ({ identifier, node, operands, piped }: Call, dot: Slot, run: Run): Slot => {
  run.node = identifier;
  const { name } = identifier;
  const found = findFunction(name) ?? failAt(run, `${quoteGo(name)} is not a defined function`);
  countArguments(name, operands.length + (piped === undefined ? 0 : 1), found, run);
  if (name === 'and' || name === 'or') return decide(name, operands, piped, dot, run);
  const slots = operands.map((operand, index) =>
    evaluateArgument(operand, found.takesText === true && index === 0, dot, run),
  );
  if (piped !== undefined) slots.push(piped);
  if (found.takesText && slots.length === 1 && piped !== undefined) checkText(piped, run);
  try {
    return { value: found.call(slots.map(({ value }) => value)), boxed: true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    run.node = node;
    return failAt(run, `error calling ${name}: ${error.message}`);
  }
};

const evaluateArgument = (operand: Operand, mustBeText: boolean, dot: Slot, run: Run): Slot => {
  run.node = operand;
  if (mustBeText && (operand.type === 'number' || operand.type === 'bool')) {
    failAt(run, `expected string; found ${sourceOf(operand)}`);
  }
  if (mustBeText && operand.type === 'nil') failAt(run, 'cannot assign nil to string');
  const slot = evaluateOperand(operand, dot, run);
  if (mustBeText) checkText(slot, run);
  return slot;
};

const refuseArguments = (operand: Operand, run: Run): never =>
  failAt(run, `can't give argument to non-function ${sourceOf(operand)}`);

const evaluateCommand = (command: Command, piped: Piped, dot: Slot, run: Run): Slot => {
  const [first, ...rest] = command.operands;
  const hasArguments = rest.length > 0 || piped !== undefined;
  switch (first.type) {
    case 'field':
      return evaluateField(first, dot, hasArguments, run);
    case 'variable':
      return evaluateVariable(first, hasArguments, run);
    case 'chain':
      return evaluateChain(first, dot, hasArguments, run);
    case 'identifier':
      return evaluateCall({ identifier: first, node: command, operands: rest, piped }, dot, run);
    case 'pipeline':
      if (hasArguments) refuseArguments(first, run);
      return evaluatePipeline(first, dot, run);
    case 'bool':
    case 'dot':
    case 'nil':
    case 'number':
    case 'string':
      run.node = first;
      if (hasArguments) refuseArguments(first, run);
      return first.type === 'nil' ? failAt(run, 'nil is not a command') : evaluateOperand(first, dot, run);
  }
};

export const evaluatePipeline = (pipeline: Pipeline, dot: Slot, run: Run): Slot => {
  run.node = pipeline;
  let slot: Piped;
  for (const command of pipeline.commands) slot = unbox(evaluateCommand(command, slot, dot, run));
  const result = slot ?? NOTHING;
  for (const name of pipeline.variables) {
    if (pipeline.assigns) variableOf(name, run).slot = result;
    else run.variables.push({ name, slot: result });
  }
  return result;
};
