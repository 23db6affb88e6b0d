import { quoteGo, unquoteGo } from '../go/quote.ts';
import { GoNumber } from '../go/value.ts';
import type { Command, Operand, Pipeline } from './ast.ts';
import { functionNames } from './functions.ts';
import type { Token, TokenType } from './lex.ts';
import type { TokenReader } from './token-reader.ts';

/** Names that may be used at this place, innermost last. */
export type Scope = string[];

export const unquote = (token: Token, reader: TokenReader): string => {
  if (token.type === 'raw string') return token.text.slice(1, -1).replaceAll('\r', '');
  return unquoteGo(token.text.slice(1, -1), '"') ?? reader.fail('invalid syntax');
};

const integer = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9_]+)$/;

const parseInteger = (text: string): number => {
  const [, sign, digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return sign === '-' ? -value : value;
};

const parseNumber = (text: string, reader: TokenReader): GoNumber => {
  if (integer.test(text) && !/__|_$/.test(text)) {
    const value = parseInteger(text);
    if (!Number.isNaN(value)) {
      return Math.abs(value) < 2 ** 63
        ? new GoNumber('int', value)
        : reader.fail(`integer overflow: ${quoteGo(text)}`);
    }
  }
  const value = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value)
    ? new GoNumber('float64', value)
    : reader.fail(`illegal number syntax: ${quoteGo(text)}`);
};

const parseCharacter = (text: string, reader: TokenReader): GoNumber => {
  const character = unquoteGo(text.slice(1, -1), "'") ?? reader.fail('invalid syntax');
  const [code, ...rest] = Array.from(character, (it) => it.codePointAt(0) ?? 0);
  if (code === undefined) return reader.fail('invalid syntax');
  return rest.length === 0 ? new GoNumber('int', code) : reader.fail(`malformed character constant: ${text}`);
};

type TermParser = (token: Token, reader: TokenReader, scope: Scope) => Operand | undefined;

const parseText: TermParser = (token, reader) => ({
  type: 'string',
  position: token.position,
  value: unquote(token, reader),
  source: token.text,
});

const termParsers: Readonly<Partial<Record<TokenType, TermParser>>> = {
  identifier: ({ text, position }, reader) =>
    functionNames.has(text)
      ? { type: 'identifier', position, name: text }
      : reader.fail(`function ${quoteGo(text)} not defined`),
  variable: ({ text, position }, reader, scope) =>
    scope.includes(text)
      ? { type: 'variable', position, name: text, fields: [] }
      : reader.fail(`undefined variable ${quoteGo(text)}`),
  field: ({ text, position }) => ({ type: 'field', position, names: [text.slice(1)] }),
  bool: ({ text, position }) => ({ type: 'bool', position, value: text === 'true' }),
  char: ({ text, position }, reader) => ({
    type: 'number',
    position,
    value: parseCharacter(text, reader),
    source: text,
  }),
  number: ({ text, position }, reader) => ({
    type: 'number',
    position,
    value: parseNumber(text, reader),
    source: text,
  }),
  string: parseText,
  'raw string': parseText,
  keyword: ({ text, position }) => {
    if (text === '.') return { type: 'dot', position };
    return text === 'nil' ? { type: 'nil', position } : undefined;
  },
  'left parenthesis': (_, reader, scope) =>
    parsePipeline(reader, scope, 'parenthesized pipeline', 'right parenthesis'),
};

/** One value; undefined where the next token does not start one. */
const parseTerm = (reader: TokenReader, scope: Scope): Operand | undefined => {
  const mark = reader.mark();
  const token = reader.nextNonSpace();
  const term = termParsers[token.type]?.(token, reader, scope);
  if (term === undefined) reader.rewind(mark);
  return term;
};

/** A value with the fields that follow it. */
const parseOperand = (reader: TokenReader, scope: Scope): Operand | undefined => {
  const term = parseTerm(reader, scope);
  if (term === undefined || reader.peek().type !== 'field') return term;
  const { position } = reader.peek();
  const fields: string[] = [];
  while (reader.peek().type === 'field') fields.push(reader.next().text.slice(1));
  switch (term.type) {
    case 'field':
      return { type: 'field', position, names: [...term.names, ...fields] };
    case 'variable':
      return { ...term, position, fields };
    case 'bool':
    case 'string':
    case 'number':
    case 'nil':
    case 'dot':
      return reader.fail(`unexpected . after term ${quoteGo(termSource(term))}`);
    case 'identifier':
    case 'chain':
    case 'pipeline':
      return { type: 'chain', position, of: term, fields };
  }
};

const termSource = (term: Operand): string => {
  if (term.type === 'string' || term.type === 'number') return term.source;
  if (term.type === 'bool') return String(term.value);
  return term.type === 'nil' ? 'nil' : '.';
};

const parseCommand = (reader: TokenReader, scope: Scope): Command => {
  const operands: Operand[] = [];
  const { position } = reader.peekNonSpace();
  for (;;) {
    reader.peekNonSpace();
    const operand = parseOperand(reader, scope);
    if (operand !== undefined) operands.push(operand);
    const mark = reader.mark();
    const token = reader.next();
    if (token.type === 'space') continue;
    if (token.type === 'right delimiter' || token.type === 'right parenthesis') reader.rewind(mark);
    else if (token.type !== 'pipe') reader.unexpected(token, 'operand');
    const [first, ...rest] = operands;
    if (first === undefined) return reader.fail('empty command');
    return { type: 'command', position, operands: [first, ...rest] };
  }
};

/** `$x :=`, `$x =` and, for range, `$x, $y :=`. */
const parseVariables = (
  reader: TokenReader,
  scope: Scope,
  context: string,
): { readonly variables: readonly string[]; readonly assigns: boolean } => {
  const variables: string[] = [];
  while (reader.peekNonSpace().type === 'variable') {
    const mark = reader.mark();
    const { text } = reader.next();
    const next = reader.peekNonSpace();
    if (next.type === 'assign' || next.type === 'declare') {
      reader.next();
      scope.push(text);
      return { variables: [...variables, text], assigns: next.type === 'assign' };
    }
    if (next.text !== ',') {
      reader.rewind(mark);
      break;
    }
    reader.next();
    variables.push(text);
    scope.push(text);
    if (context !== 'range' || variables.length > 1) reader.fail(`too many declarations in ${context}`);
    const { type } = reader.peekNonSpace();
    if (type !== 'variable' && type !== 'right delimiter' && type !== 'right parenthesis') {
      reader.fail('range can only initialize variables');
    }
  }
  return { variables, assigns: false };
};

const startsCommand = ({ type, text }: Token): boolean =>
  type === 'keyword' ? text === '.' || text === 'nil' : termParsers[type] !== undefined;

export const parsePipeline = (
  reader: TokenReader,
  scope: Scope,
  context: string,
  end: TokenType = 'right delimiter',
): Pipeline => {
  const { position } = reader.peekNonSpace();
  const declared = parseVariables(reader, scope, context);
  const commands: Command[] = [];
  for (;;) {
    const mark = reader.mark();
    const token = reader.nextNonSpace();
    if (token.type === end) break;
    if (!startsCommand(token)) reader.unexpected(token, context);
    reader.rewind(mark);
    commands.push(parseCommand(reader, scope));
  }
  if (commands.length === 0) reader.fail(`missing value for ${context}`);
  const idle = commands.findIndex(
    ({ operands: [first] }, index) => index > 0 && /^(?:bool|dot|nil|number|string)$/.test(first.type),
  );
  if (idle > 0) reader.fail(`non executable command in pipeline stage ${idle + 1}`);
  return { type: 'pipeline', position, ...declared, commands };
};
