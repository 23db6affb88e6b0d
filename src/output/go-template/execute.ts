import { goText } from '../go/format.ts';
import { quoteGo } from '../go/quote.ts';
import { goInt } from '../go/value.ts';
import { isMap } from '../is-map.ts';
import { sortedFields } from '../json.ts';
import type { Branch, Inclusion, Node, Template } from './ast.ts';
import { evaluatePipeline, failAt, type Run, type Slot } from './evaluate.ts';
import { TEMPLATE_NAME } from './token-reader.ts';
import { isTrue } from './truth.ts';

/** How deep templates may call each other. */
const MAX_DEPTH = 1000;

interface Execution extends Run {
  readonly output: string[];
  readonly depth: number;
}

/** How a list of nodes ended: `break` and `continue` go up to the next range. */
type Outcome = 'done' | 'break' | 'continue';

/** Pairs of index and element, as `range` goes through a value. */
const entriesOf = (value: unknown, run: Run): readonly (readonly [Slot, Slot])[] => {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => [
      { value: goInt(index), boxed: false },
      { value: item, boxed: true },
    ]);
  }
  if (isMap(value)) {
    return sortedFields(value).map(([key, item]) => [
      { value: key, boxed: false },
      { value: item, boxed: true },
    ]);
  }
  return failAt(run, `range can't iterate over ${goText(value)}`);
};

const setVariable = (name: string, slot: Slot, run: Execution): void => {
  const variable = run.variables.findLast((it) => it.name === name);
  if (variable !== undefined) variable.slot = slot;
};

const executeRange = ({ pipeline, body, otherwise }: Branch, dot: Slot, run: Execution): Outcome => {
  const { value } = evaluatePipeline(pipeline, dot, run);
  const entries = entriesOf(value, run);
  if (entries.length === 0) return otherwise === undefined ? 'done' : executeNodes(otherwise, dot, run);
  const [first, second] = pipeline.variables;
  const visible = run.variables.length;
  for (const [index, element] of entries) {
    // With two variables the first is the index; with one it is the element.
    if (first !== undefined) setVariable(first, second === undefined ? element : index, run);
    if (second !== undefined) setVariable(second, element, run);
    const outcome = executeNodes(body, element, run);
    run.variables.length = visible;
    if (outcome === 'break') break;
  }
  return 'done';
};

const executeBranch = (branch: Branch, dot: Slot, run: Execution): Outcome => {
  const visible = run.variables.length;
  try {
    if (branch.type === 'range') return executeRange(branch, dot, run);
    const slot = evaluatePipeline(branch.pipeline, dot, run);
    if (!isTrue(slot.value)) return executeNodes(branch.otherwise ?? [], dot, run);
    return executeNodes(branch.body, branch.type === 'with' ? slot : dot, run);
  } finally {
    run.variables.length = visible;
  }
};

const include = (inclusion: Inclusion, dot: Slot, run: Execution): void => {
  run.node = inclusion;
  const { name, pipeline } = inclusion;
  const nodes = run.template.defined.get(name) ?? failAt(run, `template ${quoteGo(name)} not defined`);
  if (run.depth === MAX_DEPTH) failAt(run, `exceeded maximum template depth (${MAX_DEPTH})`);
  const slot =
    pipeline === undefined ? { value: undefined, boxed: false } : evaluatePipeline(pipeline, dot, run);
  executeNodes(nodes, slot, { ...run, name, depth: run.depth + 1, variables: [{ name: '$', slot }] });
};

const executeNode = (node: Node, dot: Slot, run: Execution): Outcome => {
  switch (node.type) {
    case 'text':
      run.output.push(node.text);
      return 'done';
    case 'action': {
      const { value } = evaluatePipeline(node.pipeline, dot, run);
      if (node.pipeline.variables.length === 0)
        run.output.push(value === undefined ? '<no value>' : goText(value));
      return 'done';
    }
    case 'template':
      include(node, dot, run);
      return 'done';
    case 'break':
    case 'continue':
      return node.type;
    case 'if':
    case 'range':
    case 'with':
      return executeBranch(node, dot, run);
  }
};

const executeNodes = (nodes: readonly Node[], dot: Slot, run: Execution): Outcome => {
  for (const node of nodes) {
    const outcome = executeNode(node, dot, run);
    if (outcome !== 'done') return outcome;
  }
  return 'done';
};

export interface TemplateOptions {
  /** A field that is not there is an error, unless this is set. */
  readonly allowMissingKeys: boolean;
}

/** The text that a template makes of `data`. */
export const executeTemplate = (
  template: Template,
  data: unknown,
  { allowMissingKeys }: TemplateOptions,
): string => {
  const dot: Slot = { value: data, boxed: false };
  const output: string[] = [];
  executeNodes(template.nodes, dot, {
    template,
    allowMissingKeys,
    name: TEMPLATE_NAME,
    variables: [{ name: '$', slot: dot }],
    node: undefined,
    output,
    depth: 0,
  });
  return output.join('');
};
