import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.ts';
import { formatProblems } from '../../../src/output/problems.ts';

const problem = (line: number, changes: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  code: 'unknownField',
  message: 'unknown field "spec.replica"',
  position: { file: 'a.yaml', line, column: 3 },
  length: 7,
  hint: 'did you mean "replicas"?',
  ...changes,
});

const sources = [
  { file: 'b.yaml', text: 'kind: b\n' },
  { file: 'a.yaml', text: `spec:\r\n  replica: 3\r\n\treplica: \u001b[31mred\r\n${'x'.repeat(200)}\r\n` },
];

const plain = { sources, excerpts: false, color: false };
const terminal = { sources, excerpts: true, color: false, width: 60 };

describe('for a pipeline', () => {
  it('each problem is one line, with its place and its hint', () => {
    expect(formatProblems([problem(2)], plain)).toBe(
      'a.yaml:2:3: error: unknown field "spec.replica", did you mean "replicas"?\n',
    );
    expect(formatProblems([problem(2, { severity: 'warning', hint: 'use spaces' })], plain)).toBe(
      'a.yaml:2:3: warning: unknown field "spec.replica" (use spaces)\n',
    );
  });

  it('what has no place names its object', () => {
    const { position: _position, hint: _hint, ...placeless } = problem(1, { object: 'Pod a' });
    expect(formatProblems([placeless], plain)).toBe('error: Pod a: unknown field "spec.replica"\n');
  });

  it('problems come in the order of the files and their lines', () => {
    const inB = problem(1, { position: { file: 'b.yaml', line: 9, column: 1 } });
    const lines = formatProblems([problem(3), problem(2), inB], plain).split('\n');
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['b.yaml:9:1', 'a.yaml:2:3', 'a.yaml:3:3', '']);
  });

  it('a warning that holds in many places is said once', () => {
    const warning = (line: number) =>
      problem(line, { severity: 'warning', hint: 'x', message: `m[${line}]` });
    expect(formatProblems([warning(3), warning(1), warning(2)], plain)).toBe(
      'a.yaml:1:3: warning: m[1] (x) (and in 2 more places)\n',
    );
    expect(formatProblems([problem(1), problem(2)], plain).split('\n')).toHaveLength(3);
  });
});

describe('for a terminal', () => {
  it('the line is shown and what is meant underlined', () => {
    expect(formatProblems([problem(2)], terminal)).toBe(
      [
        'a.yaml:2:3: error: unknown field "spec.replica", did you mean "replicas"?',
        '   2 |   replica: 3',
        '     |   ^^^^^^^',
        '',
      ].join('\n'),
    );
  });

  it('control characters of the file are shown, not obeyed', () => {
    const shown = formatProblems(
      [problem(3, { position: { file: 'a.yaml', line: 3, column: 11 }, length: 8 })],
      terminal,
    );
    expect(shown.split('\n').slice(1)).toEqual([
      '   3 |  replica: ^[[31mred',
      '     |           ^^^^^^^^^',
      '',
    ]);
  });

  it('a line is cut to the width', () => {
    const [, line = '', marks = ''] = formatProblems([problem(4, { length: 150 })], terminal).split('\n');
    expect(line).toHaveLength(60 - 1);
    expect(marks.length).toBeLessThanOrEqual(60);
  });

  it('a line that holds a secret is not shown', () => {
    expect(formatProblems([problem(2, { confidential: true })], terminal).split('\n')).toHaveLength(2);
  });

  it('color marks what kind of problem it is', () => {
    expect(formatProblems([problem(2)], { ...terminal, color: true })).toContain('\u001b[31m');
    expect(formatProblems([problem(2)], terminal)).not.toContain('\u001b[');
  });
});
