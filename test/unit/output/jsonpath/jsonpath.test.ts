import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateJsonPath } from '../../../../src/output/jsonpath/evaluate.ts';
import { parseJsonPath } from '../../../../src/output/jsonpath/parse.ts';
import { printJsonPath, printJsonPathAsJson } from '../../../../src/output/jsonpath/print.ts';
import { relaxJsonPath } from '../../../../src/output/jsonpath/relax.ts';
import { outcomeOf, readPrintedCases } from '../../../support/printed-cases.ts';

const folder = join(import.meta.dirname, '../cases');
const things: unknown = JSON.parse(readFileSync(join(folder, 'things.json'), 'utf8'));

const evaluate = (template: string, data: unknown, allowMissingKeys = true) =>
  evaluateJsonPath(parseJsonPath(template), data, { allowMissingKeys });

test.each(readPrintedCases(join(folder, 'jsonpath.txt')))('$template', (expected) => {
  const { template } = expected;
  expect(outcomeOf(template, () => printJsonPath(evaluate(template, things)))).toEqual(expected);
});

test('a missing key is an error where that is asked for', () => {
  expect(() => evaluate('{.nope}', things, false)).toThrow('nope is not found');
  expect(() => evaluate('{.points[*].w}', things, false)).toThrow('w is not found');
  expect(printJsonPath(evaluate('{.points[*].z}', things, false))).toBe('1 1');
  expect(() => evaluate('{.pods[?(@.metadata.labels.color=="blue")]}', things, false)).toThrow(
    'labels is not found',
  );
});

test('maps are walked in the order of their keys, which kubectl leaves to chance', () => {
  const data = { b: { name: 'second', list: [{ name: 'first in the list' }] }, a: { name: 'first' } };
  expect(printJsonPath(evaluate('{.*.name}', data))).toBe('first second');
  expect(printJsonPath(evaluate('{..name}', data))).toBe('first second first in the list');
});

test('as JSON, each part is a list of its own', () => {
  expect(printJsonPathAsJson(evaluate('{.letters[0]}-{.none[*]}', things))).toBe(
    '[\n    "a"\n]\n[\n    "-"\n]\n[]\n',
  );
});

describe('short forms of a path', () => {
  test.each([
    ['metadata.name', '{.metadata.name}'],
    ['.metadata.name', '{.metadata.name}'],
    ['{metadata.name}', '{.metadata.name}'],
    ['{.metadata.name}', '{.metadata.name}'],
    ['.spec.containers[*].image', '{.spec.containers[*].image}'],
    ['', ''],
  ])('%s is %s', (short, long) => {
    expect(relaxJsonPath(short)).toBe(long);
  });

  test.each(['{.a}{.b}', '{.a', 'a}', '{}'])('%s is refused', (path) => {
    expect(() => relaxJsonPath(path)).toThrow(/^unexpected path string, expected a 'name1.name2' or/);
  });
});
