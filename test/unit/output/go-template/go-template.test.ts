import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { executeTemplate } from '../../../../src/output/go-template/execute.ts';
import { parseTemplate } from '../../../../src/output/go-template/parse.ts';
import { outcomeOf, readPrintedCases } from '../../../support/printed-cases.ts';

const folder = join(import.meta.dirname, '../cases');
const things: unknown = JSON.parse(readFileSync(join(folder, 'things.json'), 'utf8'));

const execute = (template: string, allowMissingKeys = true) =>
  executeTemplate(parseTemplate(template), things, { allowMissingKeys });

test.each(readPrintedCases(join(folder, 'go-template.txt')))('$template', (expected) => {
  const { template } = expected;
  expect(outcomeOf(template, execute)).toEqual(expected);
});

test('a missing key is an error where that is asked for', () => {
  expect(() => execute('{{.nope}}', false)).toThrow(
    'template: output:1:2: executing "output" at <.nope>: map has no entry for key "nope"',
  );
  expect(() => execute('{{range .none}}{{end}}{{with .nope}}{{end}}', false)).toThrow('<.nope>');
  expect(execute('{{.nothing}}', false)).toBe('<no value>');
});

test('templates that call each other for ever are stopped', () => {
  expect(() => execute('{{define "x"}}{{template "x"}}{{end}}{{template "x"}}')).toThrow(
    'exceeded maximum template depth',
  );
});
