import type { Document } from 'yaml';
import type { Fault } from './faults.ts';

type YamlError = Document['errors'][number];

/** What people most often meant, in words that say what to do. The rest is told in the parser's own words. */
const explanations: Partial<Record<YamlError['code'], { code: string; message?: string; hint?: string }>> = {
  TAB_AS_INDENT: { code: 'yamlTab', message: 'a tab cannot indent YAML', hint: 'use spaces' },
  BAD_SCALAR_START: { code: 'yamlSyntax', hint: 'put the value in quotes' },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'yamlSyntax',
    message: 'a mapping cannot start here',
    hint: 'put the value in quotes if it contains ": ", or start the mapping on a line of its own',
  },
  RESOURCE_EXHAUSTION: { code: 'yamlDepth', message: 'nested too deep to be read' },
  BAD_DQ_ESCAPE: { code: 'yamlSyntax', hint: 'write the backslash twice, or use single quotes' },
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const explain = (error: YamlError): Pick<Fault, 'code' | 'message' | 'hint'> => ({
  code: 'yamlSyntax',
  message: lowerFirst(error.message),
  ...explanations[error.code],
});

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

const contentStart = (text: string, start: number): number => {
  const found = text.slice(start).search(/[^ ]/);
  return found < 0 ? start : start + found;
};

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};

/** Where the braces of an unrendered template stand at the fault, nothing else is worth saying. */
export const templateHint = (text: string, offset: number): string | undefined => {
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset));
  return line.includes('{{') ? 'this looks like a template: render it first' : undefined;
};

/**
 * The one fault that a broken document is reported with. A parser that has lost its way reports many, and only the
 * first tells the truth.
 */
export const syntaxFault = (errors: readonly YamlError[], text: string): Fault | undefined => {
  const first = errors[0];
  if (first === undefined) return undefined;
  const [start, end] = first.pos;
  const key = errors.find((error) => error.code === 'MULTILINE_IMPLICIT_KEY' && error.pos[0] === start);
  const template = templateHint(text, start);
  const line = lineStart(text, start);
  if (first.code === 'BAD_INDENT' && start === line) return strayLine(line, text);
  if (key !== undefined && template === undefined) return severedKey(first, key, text);
  const fault: Fault = { severity: 'error', ...explain(first), start, end };
  return template === undefined ? fault : { ...fault, hint: template };
};

const strayLine = (line: number, text: string): Fault => {
  const start = contentStart(text, line);
  return {
    severity: 'error',
    code: 'yamlIndentation',
    message: 'the indentation of this line fits none of the lines above',
    start,
    end: lineEnd(text, start),
  };
};

/** A key that spans lines is either a line without its colon or a line that is indented wrongly. */
const severedKey = (first: YamlError, key: YamlError, text: string): Fault => {
  const [start, end] = key.pos;
  if (first.code === 'BLOCK_AS_IMPLICIT_KEY') return strayLine(lineStart(text, end), text);
  return {
    severity: 'error',
    code: 'yamlSyntax',
    message: 'this line is neither a list item nor a field with a ":"',
    start,
    end: lineEnd(text, start),
  };
};
