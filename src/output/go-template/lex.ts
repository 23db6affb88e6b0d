import { describeCharacter, quoteGo } from '../go/quote.ts';

export type TokenType =
  | 'assign'
  | 'bool'
  | 'char'
  | 'declare'
  | 'end of text'
  | 'error'
  | 'field'
  | 'identifier'
  | 'keyword'
  | 'left delimiter'
  | 'left parenthesis'
  | 'number'
  | 'other'
  | 'pipe'
  | 'raw string'
  | 'right delimiter'
  | 'right parenthesis'
  | 'space'
  | 'string'
  | 'text'
  | 'variable';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** Where the token starts in the template. */
  readonly position: number;
  /** Counts from 1. */
  readonly line: number;
}

/** A token as Go's messages name it. */
export const describeToken = ({ type, text }: Token): string => {
  if (type === 'end of text') return 'EOF';
  if (type === 'error') return text;
  if (type === 'keyword') return `<${text}>`;
  if (Buffer.byteLength(text) > 10) return `${quoteGo(Array.from(text).slice(0, 10).join(''))}...`;
  return quoteGo(text);
};

const keywords = new Set('. block break continue define else end if nil range template with'.split(' '));

/** What may be in an action, in the order in which it is tried. All patterns are sticky. */
const patterns: readonly (readonly [TokenType, RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['assign', /=/y],
  ['declare', /:=/y],
  ['pipe', /\|/y],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"/y],
  ['raw string', /`[^`]*`/y],
  ['char', /'(?:[^'\\\n]|\\[^\n])*'/y],
  ['variable', /\$[_\p{L}\p{Nd}]*/uy],
  [
    'number',
    /(?=[-+0-9]|\.[0-9])[-+]?(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9_]*)?/y,
  ],
  ['field', /\.[_\p{L}\p{Nd}]*/uy],
  ['identifier', /[_\p{L}\p{Nd}]+/uy],
  ['left parenthesis', /\(/y],
  ['right parenthesis', /\)/y],
  ['other', /[!#-&*-9;-_a-~]/y],
];

/** Words must be followed by one of these. */
const terminator = /[ \t\r\n.,|:()}]|$/y;

const matchAt = (pattern: RegExp, text: string, position: number): string | undefined => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
};

const matchToken = (template: string, position: number): { type: TokenType; text: string } | undefined => {
  for (const [type, pattern] of patterns) {
    const text = matchAt(pattern, template, position);
    if (text !== undefined) return { type, text };
  }
  return undefined;
};

/** Why nothing, or nothing whole, is to be read at this position. */
const misread = (template: string, position: number): string => {
  const character = String.fromCodePoint(template.codePointAt(position) ?? 0);
  switch (character) {
    case '"':
      return 'unterminated quoted string';
    case '`':
      return 'unterminated raw quoted string';
    case "'":
      return 'unterminated character constant';
    case ':':
      return 'expected :=';
    default:
      return `unrecognized character in action: ${describeCharacter(character)}`;
  }
};

const finalType = (type: TokenType, text: string): TokenType => {
  if (keywords.has(text)) return 'keyword';
  return text === 'true' || text === 'false' ? 'bool' : type;
};

const isWord = (type: TokenType): boolean => type === 'identifier' || type === 'field' || type === 'variable';

type Emit = (type: TokenType, text: string, position: number) => void;

/** Reads one action from after its `{{` on. Returns where its `}}` starts; undefined after an error. */
const lexAction = (template: string, start: number, emit: Emit): number | undefined => {
  let depth = 0;
  let position = start;
  for (;;) {
    const closing = matchAt(/(?:[ \t\r\n]-)?\}\}/y, template, position);
    if (closing !== undefined) {
      if (depth === 0) return position;
      emit('error', 'unclosed left paren', position);
      return undefined;
    }
    const fail = (message: string): undefined => {
      emit('error', message, position);
    };
    if (position >= template.length) return fail('unclosed action');
    const found = matchToken(template, position);
    if (found === undefined) return fail(misread(template, position));
    const text = spaceBefore(found.type, found.text, template, position);
    const end = position + text.length;
    const next = String.fromCodePoint(template.codePointAt(end) ?? 0);
    if (found.type === 'number' && /[-+_\p{L}\p{Nd}]/u.test(next)) {
      // Go takes a sign for the start of an imaginary part.
      const more = /[-+]/.test(next) ? matchToken(template, end)?.text : next;
      return fail(`bad number syntax: ${quoteGo(text + (more ?? ''))}`);
    }
    if (isWord(found.type) && matchAt(terminator, template, end) === undefined) {
      return fail(`bad character ${describeCharacter(next)}`);
    }
    if (found.type === 'left parenthesis') depth++;
    if (found.type === 'right parenthesis' && --depth < 0) return fail('unexpected right paren');
    emit(finalType(found.type, text), text, position);
    position = end;
  }
};

/** The last blank before `-}}` belongs to the delimiter. */
const spaceBefore = (type: TokenType, text: string, template: string, position: number): string =>
  type === 'space' && template.startsWith('-}}', position + text.length) ? text.slice(0, -1) : text;

/** Where a comment ends that starts at `start`; a message where it does not. */
const skipComment = (template: string, start: number): number | string => {
  const close = template.indexOf('*/', start);
  if (close < 0) return 'unclosed comment';
  const delimiter = matchAt(/(?:[ \t\r\n]-)?\}\}/y, template, close + 2);
  return delimiter === undefined ? 'comment ends before closing delimiter' : close + 2;
};

/** Splits a template into tokens. The last one is an error or the end of the text. */
export const lexTemplate = (template: string): readonly Token[] => {
  const tokens: Token[] = [];
  const emit: Emit = (type, text, position) => {
    const line = template.slice(0, position).split('\n').length;
    tokens.push({ type, text, position, line });
  };
  for (let position = 0; ; ) {
    const open = template.indexOf('{{', position);
    const trimsLeft = /^-[ \t\r\n]/.test(template.slice(open + 2, open + 4));
    const raw = template.slice(position, open < 0 ? template.length : open);
    const text = open >= 0 && trimsLeft ? raw.replace(/[ \t\r\n]+$/, '') : raw;
    if (text !== '') emit('text', text, position);
    if (open < 0) {
      emit('end of text', '', template.length);
      return tokens;
    }
    const inside = open + (trimsLeft ? 4 : 2);
    const isComment = template.startsWith('/*', inside);
    if (!isComment) emit('left delimiter', '{{', open);
    const end = isComment ? skipComment(template, inside) : lexAction(template, inside, emit);
    if (end === undefined) return tokens;
    if (typeof end === 'string') {
      emit('error', end, inside);
      return tokens;
    }
    const closing = matchAt(/[ \t\r\n]-\}\}/y, template, end) ?? '';
    position = end + (closing === '' ? 2 : 4);
    if (!isComment) emit('right delimiter', '}}', position - 2);
    if (closing !== '') position += matchAt(/[ \t\r\n]*/y, template, position)?.length ?? 0;
  }
};
