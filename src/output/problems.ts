import { Chalk, type ChalkInstance } from 'chalk';
import type { Problem, SourcePosition } from '../model/problem.ts';
import { escapeControls } from './sanitize.ts';

export interface ProblemFormat {
  /** The texts that the problems are about, for showing their lines. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  /** Shows the line of each problem and underlines what is meant, as is good on a terminal. */
  readonly excerpts: boolean;
  readonly color: boolean;
  /** The width of the terminal; longer lines are cut. */
  readonly width?: number | undefined;
}

/** Problems for people, one or three lines each, in the order of the files and their lines. */
export const formatProblems = (problems: readonly Problem[], format: ProblemFormat): string => {
  const paint = new Chalk({ level: format.color ? 1 : 0 });
  const rank = new Map(format.sources.map(({ file }, index) => [file, index]));
  const linesOf = lineReader(format);
  return inOrder(problems, rank)
    .map(({ problem, repeats }) => {
      const head = `${headLine(problem, repeats, paint)}\n`;
      return format.excerpts ? head + excerpt(problem, linesOf, format, paint) : head;
    })
    .join('');
};

interface Reported {
  problem: Problem;
  /** In how many further places the same is the case. */
  repeats: number;
}

/** A warning that holds for many objects is said once: a thousand of them hide the one that matters. */
const inOrder = (problems: readonly Problem[], rank: ReadonlyMap<string, number>): Reported[] => {
  const place = ({ position }: Problem): readonly [number, number, number] =>
    position === undefined
      ? [Number.MAX_SAFE_INTEGER, 0, 0]
      : [rank.get(position.file) ?? rank.size, position.line, position.column];
  const sorted = problems.toSorted((a, b) => {
    const [first, second] = [place(a), place(b)];
    return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
  });
  const warnings = new Map<string, Reported>();
  const reported: Reported[] = [];
  for (const problem of sorted) {
    // Which of a pod's containers it is makes no difference to what is said.
    const key = `${problem.code} ${problem.message.replaceAll(/\[\d+\]/g, '[]')}`;
    const known = warnings.get(key);
    if (known !== undefined && problem.severity === 'warning') {
      known.repeats += 1;
      continue;
    }
    const entry = { problem, repeats: 0 };
    if (problem.severity === 'warning') warnings.set(key, entry);
    reported.push(entry);
  }
  return reported;
};

const at = ({ file, line, column }: SourcePosition): string => `${file}:${line}:${column}: `;

const headLine = (problem: Problem, repeats: number, paint: ChalkInstance): string => {
  const where = problem.position === undefined ? '' : at(problem.position);
  const severity = problem.severity === 'error' ? paint.red.bold('error:') : paint.yellow.bold('warning:');
  const object = problem.position === undefined && problem.object !== undefined ? `${problem.object}: ` : '';
  const more = repeats === 0 ? '' : ` (and in ${repeats} more ${repeats === 1 ? 'place' : 'places'})`;
  return `${paint.bold(escapeControls(where))}${severity} ${escapeControls(object + sentence(problem))}${more}`;
};

const sentence = ({ message, hint }: Problem): string => {
  if (hint === undefined) return message;
  return hint.startsWith('did you mean') ? `${message}, ${hint}` : `${message} (${hint})`;
};

type LineReader = (position: SourcePosition) => string | undefined;

const lineReader = ({ sources }: ProblemFormat): LineReader => {
  const known = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    let lines = known.get(file);
    if (lines === undefined) {
      lines = sources.find((source) => source.file === file)?.text.split('\n') ?? [];
      known.set(file, lines);
    }
    const text = lines[line - 1]?.replace(/\r$/, '');
    return line === 1 ? text?.replace(/^\uFEFF/, '') : text;
  };
};

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** Every character of the line as one that is as wide as it looks. */
const visible = (text: string): string => escapeControls(text.replaceAll('\t', ' '));

const excerpt = (
  { position, length = 1, severity, confidential }: Problem,
  lineAt: LineReader,
  { width = 0 }: ProblemFormat,
  paint: ChalkInstance,
): string => {
  const line = position === undefined || confidential === true ? undefined : lineAt(position);
  if (position === undefined || line === undefined) return '';
  const number = String(position.line).padStart(4);
  const room = Math.max(20, (width === 0 ? 110 : width) - number.length - 4);
  const before = visible(line.slice(0, position.column - 1));
  const marked = visible(line.slice(position.column - 1, position.column - 1 + length));
  const shown = cut(visible(line), room);
  const marks = '^'.repeat(Math.max(1, Math.min(marked.length, room - before.length)));
  const color = severity === 'error' ? paint.red : paint.yellow;
  const gutter = paint.dim(`${number} | `);
  const empty = paint.dim(`${' '.repeat(number.length)} | `);
  if (before.length >= room) return `${gutter}${shown}\n`;
  return `${gutter}${shown}\n${empty}${' '.repeat(before.length)}${color(marks)}\n`;
};
