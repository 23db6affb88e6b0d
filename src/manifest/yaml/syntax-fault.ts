import { isCollection, isScalar, visit, type Document } from 'yaml';
import type { Fault } from './faults.ts';

type YamlError = Document['errors'][number];

interface Explanation {
  readonly code: YamlError['code'];
  /** How the parser's own message begins, where it uses one code for several things. */
  readonly says?: string;
  readonly as?: Fault['code'];
  readonly message?: string;
  readonly hint?: string;
  /** What is meant where it is not the character that the parser stopped at. */
  readonly mark?: 'line' | 'openingQuote' | 'openingBracket';
}

/** `"a"# why`: kubectl does not mind. */
const harmless = 'Comments must be separated';

const strayLine = 'the indentation of this line fits none of the lines above';
const notAField = 'this line is neither a list item nor a field with a ":"';

/** What people most often meant. The rest is told in the parser's own words. */
const explanations: readonly Explanation[] = [
  { code: 'TAB_AS_INDENT', as: 'yamlTab', message: 'a tab cannot indent YAML', hint: 'use spaces' },
  { code: 'BAD_SCALAR_START', hint: 'put the value in quotes' },
  { code: 'BAD_DQ_ESCAPE', hint: 'write the backslash twice, or use single quotes' },
  { code: 'RESOURCE_EXHAUSTION', as: 'yamlDepth', message: 'nested too deep to be read' },
  {
    code: 'BAD_INDENT',
    says: 'Flow',
    message: 'this bracket is not closed, or what it holds is indented too little',
    mark: 'openingBracket',
  },
  { code: 'MISSING_CHAR', says: 'Flow', message: 'this bracket is not closed', mark: 'openingBracket' },
  { code: 'BAD_INDENT', says: 'All', as: 'yamlIndentation', message: strayLine, mark: 'line' },
  { code: 'MISSING_CHAR', says: 'Sequence item', as: 'yamlIndentation', message: strayLine, mark: 'line' },
  { code: 'MISSING_CHAR', says: 'Implicit map keys', message: notAField, mark: 'line' },
  {
    code: 'MISSING_CHAR',
    says: 'Missing closing',
    message: 'this quote is not closed',
    mark: 'openingQuote',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    says: 'A block sequence',
    message: 'a list item cannot stand among the fields of a mapping',
    mark: 'line',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    message: 'a mapping cannot start here',
    hint: 'put the value in quotes if it contains ": ", or start the mapping on a line of its own',
  },
];

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};

/** What a line says, without its indentation. */
const lineAt = (text: string, offset: number): { start: number; end: number } => {
  const begin = lineStart(text, offset);
  const end = lineEnd(text, begin);
  const indented = text.slice(begin, end).search(/[^ \t]/);
  return { start: indented < 0 ? begin : begin + indented, end };
};

const lineHints: readonly (readonly [RegExp, string])[] = [
  [/\{\{/, 'this looks like a template: render it first'],
  [/^(<{7}|={7}|>{7})( |$)/, 'this looks like a merge conflict that is not resolved'],
  [/^--?\s*$/, 'documents are separated by three hyphens: ---'],
];

/** Some lines are no YAML at all, and then nothing else is worth saying about them. */
export const lineHint = (text: string, offset: number): string | undefined => {
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset)).trimEnd();
  return lineHints.find(([form]) => form.test(line))?.[1];
};

/**
 * The one fault that a broken document is reported with. A parser that has lost its way reports many, and only the
 * first tells the truth.
 */
export const syntaxFault = (document: Document, text: string): Fault | undefined => {
  const errors = document.errors.filter(({ message }) => !message.startsWith(harmless));
  const [first] = errors;
  if (first === undefined) return undefined;
  const fault = severedKey(errors, first, text) ?? explained(first, document, text);
  const hint = lineHint(text, fault.start) ?? fault.hint;
  return hint === undefined ? fault : { ...fault, hint };
};

/** The parser's own words, without the rest of the line that it shows with a wrong escape. */
const ownWords = (message: string): string =>
  message.charAt(0).toLowerCase() + message.slice(1).replace(/^(nvalid escape sequence \\.).*/s, '$1');

const strayAt = (text: string, offset: number): Fault => ({
  severity: 'error',
  code: 'yamlIndentation',
  message: strayLine,
  ...lineAt(text, offset),
});

const explained = (error: YamlError, document: Document, text: string): Fault => {
  const { code, message } = error;
  const known = explanations.find(
    (candidate) => candidate.code === code && message.startsWith(candidate.says ?? ''),
  );
  const [start] = error.pos;
  const isAfterEnd = message === 'Unexpected scalar at node end';
  if (isAfterEnd && start === lineStart(text, start)) return strayAt(text, start);
  const goesOn = isAfterEnd && /["'] *$/.test(text.slice(0, start));
  const hint = goesOn ? 'write a quote inside of single quotes twice' : known?.hint;
  return {
    severity: 'error',
    code: known?.as ?? 'yamlSyntax',
    message: goesOn ? 'text goes on after the closing quote' : (known?.message ?? ownWords(message)),
    ...place(error, known?.mark, document, text),
    ...(hint === undefined ? {} : { hint }),
  };
};

const place = (
  { pos: [start, end] }: YamlError,
  mark: Explanation['mark'],
  document: Document,
  text: string,
): { start: number; end: number } => {
  switch (mark) {
    case 'line':
      return lineAt(text, start);
    case 'openingQuote':
    case 'openingBracket': {
      const opening = openingBefore(document, end, mark);
      return opening === undefined ? { start, end } : { start: opening, end: opening + 1 };
    }
    case undefined:
      return { start, end };
  }
};

/** Where the last quoted text or bracketed collection begins that reaches up to the fault. */
const openingBefore = (
  document: Document,
  fault: number,
  kind: 'openingQuote' | 'openingBracket',
): number | undefined => {
  let found: number | undefined;
  visit(document, (_key, node) => {
    if (!isScalar(node) && !isCollection(node)) return;
    const isQuote = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    const isBracket = isCollection(node) && node.flow === true;
    const isMeant = kind === 'openingQuote' ? isQuote : isBracket;
    if (isMeant && node.range && node.range[0] < fault && node.range[2] >= fault - 1) [found] = node.range;
  });
  return found;
};

/** A key that spans lines is a line without its colon, or one that is indented wrongly, or a quote left open. */
const severedKey = (errors: readonly YamlError[], first: YamlError, text: string): Fault | undefined => {
  const [start] = first.pos;
  const key = errors.find(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === start);
  if (key === undefined) return undefined;
  if (first.code === 'BLOCK_AS_IMPLICIT_KEY') {
    return strayAt(text, key.pos[1]);
  }
  const isQuoted = text.charAt(start) === '"' || text.charAt(start) === "'";
  const message = isQuoted ? 'this quote is not closed' : notAField;
  return {
    severity: 'error',
    code: 'yamlSyntax',
    message,
    start,
    end: isQuoted ? start + 1 : lineEnd(text, start),
  };
};
