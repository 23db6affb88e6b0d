import type { GoNumber } from '../go/value.ts';

/** A parsed Go template. */
export interface Template {
  /** As written; messages quote it. */
  readonly text: string;
  readonly nodes: readonly Node[];
  /** What `define` and `block` name. */
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipeline: Pipeline }
  | Branch
  | Inclusion
  | { readonly type: 'break' }
  | { readonly type: 'continue' };

export interface Branch {
  readonly type: 'if' | 'range' | 'with';
  readonly pipeline: Pipeline;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[] | undefined;
}

/** `{{template "name" pipeline}}`, and what is left of `{{block}}`. */
export interface Inclusion {
  readonly type: 'template';
  readonly position: number;
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
}

/** Commands, each of which takes what the one before it came to as its last argument. */
export interface Pipeline {
  readonly type: 'pipeline';
  readonly position: number;
  /** `$x := …` declares, `$x = …` assigns. */
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** A function with its arguments, or one value. */
export interface Command {
  readonly type: 'command';
  readonly position: number;
  readonly operands: readonly [Operand, ...Operand[]];
}

interface Placed {
  /** Where it starts in the template. */
  readonly position: number;
}

export interface Field extends Placed {
  readonly type: 'field';
  readonly names: readonly string[];
}

export interface Variable extends Placed {
  readonly type: 'variable';
  /** With its dollar sign. */
  readonly name: string;
  readonly fields: readonly string[];
}

export interface Identifier extends Placed {
  readonly type: 'identifier';
  readonly name: string;
}

/** `(pipeline).field` */
export interface Chain extends Placed {
  readonly type: 'chain';
  readonly of: Operand;
  readonly fields: readonly string[];
}

export type Operand =
  | (Placed & { readonly type: 'dot' })
  | (Placed & { readonly type: 'nil' })
  | (Placed & { readonly type: 'bool'; readonly value: boolean })
  | (Placed & { readonly type: 'number'; readonly value: GoNumber; readonly source: string })
  | (Placed & { readonly type: 'string'; readonly value: string; readonly source: string })
  | Field
  | Variable
  | Identifier
  | Chain
  | Pipeline;

const chainText = (fields: readonly string[]): string => fields.map((name) => `.${name}`).join('');

/** A piece of a template as Go's messages write it. */
export const sourceOf = (node: Operand | Command | Inclusion): string => {
  switch (node.type) {
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
    case 'string':
      return node.source;
    case 'field':
      return chainText(node.names);
    case 'variable':
      return node.name + chainText(node.fields);
    case 'identifier':
      return node.name;
    case 'chain': {
      const of = sourceOf(node.of);
      return (node.of.type === 'pipeline' ? `(${of})` : of) + chainText(node.fields);
    }
    case 'command':
      return node.operands
        .map((it) => (it.type === 'pipeline' ? `(${sourceOf(it)})` : sourceOf(it)))
        .join(' ');
    case 'pipeline': {
      const commands = node.commands.map(sourceOf).join(' | ');
      if (node.variables.length === 0) return commands;
      return `${node.variables.join(', ')} ${node.assigns ? '=' : ':='} ${commands}`;
    }
    case 'template': {
      const data = node.pipeline === undefined ? '' : ` ${sourceOf(node.pipeline)}`;
      return `{{template ${JSON.stringify(node.name)}${data}}}`;
    }
  }
};
