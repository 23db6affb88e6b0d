import { quoteGo } from '../go/quote.ts';
import type { Branch, Node, Template } from './ast.ts';
import { lexTemplate, type Token } from './lex.ts';
import { parsePipeline, unquote, type Scope } from './parse-pipeline.ts';
import { readTokens, TEMPLATE_NAME, type TokenReader } from './token-reader.ts';

/** What one template, the whole text or a defined part of it, is read with. */
interface Parser {
  readonly reader: TokenReader;
  readonly scope: Scope;
  readonly defined: Map<string, readonly Node[]>;
  rangeDepth: number;
}

const parserOfPart = ({ reader, defined }: Parser): Parser => ({
  reader,
  defined,
  scope: ['$'],
  rangeDepth: 0,
});

/** What ends a list of nodes. */
type Ending = 'end' | 'else';

const isBlank = (nodes: readonly Node[]): boolean =>
  nodes.every((node) => node.type === 'text' && node.text.trim() === '');

const define = (name: string, nodes: readonly Node[], { reader, defined }: Parser): void => {
  const before = defined.get(name);
  if (before === undefined || isBlank(before)) defined.set(name, nodes);
  else if (!isBlank(nodes)) reader.fail(`template: multiple definition of template ${quoteGo(name)}`);
};

const parseName = (token: Token, context: string, { reader }: Parser): string =>
  token.type === 'string' || token.type === 'raw string'
    ? unquote(token, reader)
    : reader.unexpected(token, context);

/** The part up to `{{end}}` that is a template of its own. */
const parsePart = (name: string, context: string, parser: Parser): void => {
  const [nodes, ending] = parseList(parserOfPart(parser));
  if (ending !== 'end') parser.reader.fail(`unexpected {{${ending}}} in ${context}`);
  define(name, nodes, parser);
};

const parseDefinition = (parser: Parser): void => {
  const context = 'define clause';
  const name = parseName(parser.reader.nextNonSpace(), context, parser);
  parser.reader.expect('right delimiter', context);
  parsePart(name, context, parser);
};

const parseBlock = (parser: Parser): Node => {
  const context = 'block clause';
  const token = parser.reader.nextNonSpace();
  const name = parseName(token, context, parser);
  const pipeline = parsePipeline(parser.reader, parser.scope, context);
  parsePart(name, context, parser);
  return { type: 'template', position: token.position, name, pipeline };
};

const parseInclusion = (parser: Parser): Node => {
  const { reader, scope } = parser;
  const context = 'template clause';
  const token = reader.nextNonSpace();
  const name = parseName(token, context, parser);
  const isBare = reader.peekNonSpace().type === 'right delimiter';
  if (isBare) reader.next();
  const pipeline = isBare ? undefined : parsePipeline(reader, scope, context);
  return { type: 'template', position: token.position, name, pipeline };
};

/** What `else` brings: nodes up to `{{end}}`, or another `if` or `with`, which shares that `{{end}}`. */
const parseOtherwise = (type: Branch['type'], parser: Parser): readonly Node[] => {
  const { type: next, text } = parser.reader.peek();
  if (next === 'keyword' && text === type && type !== 'range') {
    parser.reader.next();
    return [parseBranch(type, parser)];
  }
  const [nodes, ending] = parseList(parser);
  return ending === 'end' ? nodes : parser.reader.fail('expected end; found {{else}}');
};

const parseBranch = (type: Branch['type'], parser: Parser): Branch => {
  const { reader, scope } = parser;
  const visible = scope.length;
  const pipeline = parsePipeline(reader, scope, type);
  if (type === 'range') parser.rangeDepth++;
  const [body, ending] = parseList(parser);
  if (type === 'range') parser.rangeDepth--;
  const otherwise = ending === 'else' ? parseOtherwise(type, parser) : undefined;
  scope.length = visible;
  return { type, pipeline, body, otherwise };
};

const parseJump = (type: 'break' | 'continue', { reader, rangeDepth }: Parser): Node => {
  reader.expect('right delimiter', `{{${type}}}`);
  if (rangeDepth === 0) reader.fail(`{{${type}}} outside {{range}}`);
  return { type };
};

const parseElse = ({ reader }: Parser): Ending => {
  const { type, text } = reader.peekNonSpace();
  if (type !== 'keyword' || (text !== 'if' && text !== 'with')) reader.expect('right delimiter', 'else');
  return 'else';
};

/** What follows `{{`. */
const parseAction = (parser: Parser): Node | Ending => {
  const { reader, scope } = parser;
  const { type, text } = reader.peekNonSpace();
  const keyword = type === 'keyword' ? text : '';
  const mark = reader.mark();
  reader.next();
  switch (keyword) {
    case 'block':
      return parseBlock(parser);
    case 'break':
    case 'continue':
      return parseJump(keyword, parser);
    case 'else':
      return parseElse(parser);
    case 'end':
      reader.expect('right delimiter', 'end');
      return 'end';
    case 'if':
    case 'range':
    case 'with':
      return parseBranch(keyword, parser);
    case 'template':
      return parseInclusion(parser);
    default:
      reader.rewind(mark);
      return { type: 'action', pipeline: parsePipeline(reader, scope, 'command') };
  }
};

const parseNode = (parser: Parser): Node | Ending => {
  const token = parser.reader.nextNonSpace();
  if (token.type === 'text') return { type: 'text', text: token.text };
  return token.type === 'left delimiter' ? parseAction(parser) : parser.reader.unexpected(token, 'input');
};

const parseList = (parser: Parser): [readonly Node[], Ending] => {
  const nodes: Node[] = [];
  while (parser.reader.peekNonSpace().type !== 'end of text') {
    const node = parseNode(parser);
    if (typeof node === 'string') return [nodes, node];
    nodes.push(node);
  }
  return parser.reader.fail('unexpected EOF');
};

/** `{{define` may stand outside of everything else only. */
const startsDefinition = (reader: TokenReader): boolean => {
  const mark = reader.mark();
  const isOpen = reader.next().type === 'left delimiter';
  const { type, text } = isOpen ? reader.nextNonSpace() : reader.peek();
  const found = isOpen && type === 'keyword' && text === 'define';
  if (!found) reader.rewind(mark);
  return found;
};

/** Reads a template. Messages are those of Go. */
export const parseTemplate = (text: string): Template => {
  const reader = readTokens(text, lexTemplate(text));
  const parser: Parser = { reader, scope: ['$'], defined: new Map(), rangeDepth: 0 };
  const nodes: Node[] = [];
  while (reader.peek().type !== 'end of text') {
    if (startsDefinition(reader)) {
      parseDefinition(parser);
      continue;
    }
    const node = parseNode(parser);
    if (typeof node === 'string') reader.fail(`unexpected {{${node}}}`);
    else nodes.push(node);
  }
  if (!parser.defined.has(TEMPLATE_NAME)) parser.defined.set(TEMPLATE_NAME, nodes);
  return { text, nodes, defined: parser.defined };
};
