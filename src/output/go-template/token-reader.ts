import { CliError } from '../../model/cli-error.ts';
import { describeToken, type Token, type TokenType } from './lex.ts';

/** What kubectl calls the template in its messages. */
export const TEMPLATE_NAME = 'output';

/** Hands out tokens one by one and remembers how far it got, for messages. */
export interface TokenReader {
  readonly template: string;
  next(): Token;
  peek(): Token;
  nextNonSpace(): Token;
  peekNonSpace(): Token;
  /** The place to come back to with `rewind`. */
  mark(): number;
  rewind(mark: number): void;
  expect(type: TokenType, context: string): Token;
  unexpected(token: Token, context: string): never;
  fail(message: string): never;
}

export const readTokens = (template: string, tokens: readonly Token[]): TokenReader => {
  let index = 0;
  let furthest = 0;
  // The last token is an error or the end of the text, which come again and again.
  const at = (place: number): Token => {
    const token = tokens[Math.min(place, tokens.length - 1)];
    if (token === undefined) throw new RangeError('a template has at least one token');
    furthest = Math.max(furthest, Math.min(place, tokens.length - 1));
    return token;
  };
  const skipSpace = (): void => {
    while (at(index).type === 'space') index++;
  };
  const fail = (message: string): never => {
    throw new CliError('badTemplate', `template: ${TEMPLATE_NAME}:${at(furthest).line}: ${message}`);
  };
  const unexpected = (token: Token, context: string): never => {
    if (token.type !== 'error') return fail(`unexpected ${describeToken(token)} in ${context}`);
    return fail(token.text + startOfAction(tokens, token));
  };
  const next = (): Token => at(index++);
  const nextNonSpace = (): Token => {
    skipSpace();
    return next();
  };
  return {
    template,
    next,
    nextNonSpace,
    peek: () => at(index),
    peekNonSpace: () => {
      skipSpace();
      return at(index);
    },
    mark: () => index,
    rewind: (mark) => {
      index = mark;
    },
    expect: (type, context) => {
      const token = nextNonSpace();
      return token.type === type ? token : unexpected(token, context);
    },
    unexpected,
    fail,
  };
};

/** An action that goes over several lines is named by the line that it starts on. */
const startOfAction = (tokens: readonly Token[], error: Token): string => {
  const open = tokens.findLast(({ type }) => type === 'left delimiter');
  if (open === undefined || open.line === error.line) return '';
  const where = ` started at ${TEMPLATE_NAME}:${open.line}`;
  return error.text.endsWith(' action') ? where : ` in action${where}`;
};
