import { CliError } from '../../model/cli-error.ts';
import { describeCharacter, unquoteGo } from '../go/quote.ts';
import type { FilterStep, JsonPath, Path, SliceStep, Step } from './ast.ts';

const fail = (message: string): never => {
  throw new CliError('badJsonPath', message);
};

const parseSlice = (text: string): SliceStep => {
  const [match, first = '', second, third] = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text) ?? [];
  if (match === undefined) return fail(`invalid array index ${text}`);
  const number = (digits: string | undefined): number | undefined => {
    if (digits === undefined || digits === '') return undefined;
    return digits === '-' ? fail('array index - is not a number') : Number(digits);
  };
  return {
    type: 'slice',
    start: number(first),
    end: number(second?.slice(1)),
    step: number(third?.slice(1)),
    isIndex: second === undefined,
  };
};

const parseNumber = (text: string): Step => {
  const isFloat = text.includes('.');
  const value = Number(text);
  return Number.isNaN(value) || !/\d/.test(text)
    ? fail(`cannot parse number ${text}`)
    : { type: 'number', value, isFloat };
};

const unquote = (quoted: string): string => {
  const quote = quoted.charAt(0);
  return unquoteGo(quoted.slice(1, -1), quote) ?? fail(`unquote string ${quoted} error invalid syntax`);
};

/** What is between `[` and `]`. */
const parseSubscript = (text: string): readonly Step[] => {
  const alternatives = text.split(',');
  if (alternatives.length > 1) {
    const paths = alternatives.map((it) => parseAction(`[${it.replaceAll(/^ +| +$/g, '')}]`));
    return [{ type: 'union', paths }];
  }
  const [, key] = /^'([^']*)'$/.exec(text) ?? [];
  if (key !== undefined) return parseAction(`.${key}`).steps;
  return [parseSlice(text === '*' ? ':' : text)];
};

/** What is between `[?(` and `)]`. */
const parseFilter = (text: string): FilterStep => {
  const [match, left = text, operator = 'exists', right] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text) ?? [];
  return {
    type: 'filter',
    left: parseAction(left),
    operator,
    right: match === undefined ? undefined : parseAction(right ?? ''),
  };
};

/** The end of a filter that starts at `start`: a `)` that is not in quotes. */
const findFilterEnd = (text: string, start: number): number => {
  let quote = '';
  let closed = false;
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\n') break;
    if (character === '"' || character === "'") {
      if (quote === '') quote = character;
      else if (character === quote && text.charAt(index - 1) !== '\\') closed = true;
    } else if (character === ')' && (quote === '') === !closed) {
      return index;
    }
  }
  return fail('unterminated filter');
};

const findQuoteEnd = (text: string, start: number): number => {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length && text.charAt(index) !== '\n'; index++) {
    if (text.charAt(index) === quote && text.charAt(index - 1) !== '\\') return index;
  }
  return fail('unterminated quoted string');
};

/** A name ends at the next of these that no backslash precedes. */
const NAME = /(?:\\[^]?|[^ \t\r\n.,[\]$@{}\\])*/y;
const WORD = /[^ \t\r\n.,[\]$@{}]*/y;
const NUMBER = /[-+]?[.\p{Nd}]*/uy;

const matchAt = (pattern: RegExp, text: string, index: number): string => {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
};

const fieldStep = (name: string): Step =>
  name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };

const wordStep = (word: string): Step =>
  word === 'true' || word === 'false' ? { type: 'bool', value: word === 'true' } : { type: 'word', word };

/** The step that starts at `index`, and where the next one does. */
const parseStep = (text: string, index: number, before: Step | undefined): [readonly Step[], number] => {
  if (text.startsWith('[?(', index)) {
    const end = findFilterEnd(text, index + 3);
    if (text.charAt(end + 1) !== ']') fail('unclosed array expect ]');
    return [[parseFilter(text.slice(index + 3, end))], end + 2];
  }
  if (text.startsWith('..', index)) {
    if (before?.type === 'descent') fail('invalid multiple recursive descent');
    const isNamed = /^[_\p{L}\p{Nd}]/u.test(text.slice(index + 2, index + 4));
    const name = isNamed ? matchAt(NAME, text, index + 2) : '';
    return [[{ type: 'descent' }, ...(isNamed ? [fieldStep(name)] : [])], index + 2 + name.length];
  }
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  if (character === ' ' || character === '@' || character === '$') return [[], index + 1];
  if (character === '[') {
    const [, inner] = /^\[([^\]\n]*)\]/.exec(text.slice(index)) ?? [];
    if (inner === undefined) return fail('unterminated array');
    return [parseSubscript(inner), index + inner.length + 2];
  }
  if (character === '"' || character === "'") {
    const end = findQuoteEnd(text, index);
    return [[{ type: 'text', text: unquote(text.slice(index, end + 1)) }], end + 1];
  }
  if (character === '.') {
    const name = matchAt(NAME, text, index + 1);
    return [[fieldStep(name)], index + 1 + name.length];
  }
  if (/[-+\p{Nd}]/u.test(character)) {
    const number = matchAt(NUMBER, text, index);
    return [[parseNumber(number)], index + number.length];
  }
  if (/[_\p{L}]/u.test(character)) {
    const word = matchAt(WORD, text, index);
    return [[wordStep(word)], index + word.length];
  }
  return fail(`unrecognized character in action: ${describeCharacter(character)}`);
};

/** The path that starts after a `{`, and where its `}` ends. */
const parsePath = (text: string, start: number): [Path, number] => {
  const steps: Step[] = [];
  let index = start;
  while (text.charAt(index) !== '}') {
    if (index >= text.length || /[\r\n]/.test(text.charAt(index))) fail('unclosed action');
    const [found, next] = parseStep(text, index, steps.at(-1));
    steps.push(...found);
    index = next;
  }
  return [{ type: 'path', steps }, index + 1];
};

/** Reads a template in kubectl's dialect. Text outside braces stands for itself. */
export const parseJsonPath = (template: string): JsonPath => {
  const parts: JsonPath['parts'][number][] = [];
  for (let index = 0; index < template.length; ) {
    const open = template.indexOf('{', index);
    const end = open < 0 ? template.length : open;
    if (end > index) parts.push({ type: 'text', text: template.slice(index, end) });
    if (open < 0) break;
    const [path, next] = parsePath(template, open + 1);
    parts.push(path);
    index = next;
  }
  return { template, parts };
};

/** A path that is written inside another one. */
const parseAction = (text: string): Path => {
  const [path] = parsePath(`${text}}`, 0);
  return path;
};
