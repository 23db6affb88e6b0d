import { describe, expect, test } from 'vitest';
import {
  parseColumnsFile,
  parseCustomColumns,
  printCustomColumns,
} from '../../../src/output/custom-columns.ts';

const pod = (name: string, extra: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    containers: [
      { name: 'c1', image: 'i1' },
      { name: 'c2', image: 'i2' },
    ],
  },
  ...extra,
});

const print = (spec: string, objects = [pod('a'), pod('a-long-name')], headers = true): string =>
  printCustomColumns(parseCustomColumns(spec), objects, { headers });

test('a column per path, with what it finds joined by commas', () => {
  expect(print('NAME:.metadata.name,IMAGES:.spec.containers[*].image')).toBe(
    'NAME          IMAGES\na             i1,i2\na-long-name   i1,i2\n',
  );
});

test.each([
  ['a field that is missing', '.metadata.labels.app', '<none>'],
  ['null', '.nothing', '<nil>'],
  ['an empty list', '.none[*]', '<none>'],
  ['a map', '.metadata', 'map[name:a]'],
  ['a list', '.list', '[1 2]'],
  ['a fraction', '.ratio', '1.5'],
  ['a path in braces', '{.kind}', 'Pod'],
  ['a path without a dot', 'kind', 'Pod'],
  ['a filter', '.spec.containers[?(@.name=="c2")].image', 'i2'],
])('%s', (_, path, cell) => {
  const objects = [pod('a', { nothing: null, none: [], list: [1, 2], ratio: 1.5 })];
  expect(print(`A:${path}`, objects, false)).toBe(`${cell}\n`);
});

test('headers stand alone where nothing was found, and can be left out', () => {
  expect(print('NAME:.metadata.name', [])).toBe('NAME\n');
  expect(print('NAME:.metadata.name', [pod('a')], false)).toBe('a\n');
});

test('control characters cannot reach the terminal', () => {
  expect(print('A:.metadata.name', [pod('\x1b[31mred')], false)).toBe('^[[31mred\n');
});

describe('a file of columns', () => {
  test('one line of headers, one of paths', () => {
    const columns = parseColumnsFile('NAME   KIND\n.metadata.name  {.kind}\n');
    expect(printCustomColumns(columns, [pod('a')], { headers: true })).toBe('NAME   KIND\na      Pod\n');
  });

  test.each([
    ['', 'invalid template, missing header line.'],
    ['NAME', 'invalid template, missing spec line.'],
    ['NAME KIND\n.metadata.name', "number of headers (2) and field specifications (1) don't match"],
  ])('%j is refused', (text, message) => {
    expect(() => parseColumnsFile(text)).toThrow(message);
  });
});

test.each([
  ['', 'custom-columns format specified but no custom columns given'],
  ['NAME', 'unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>'],
  ['NAME:{.a}{.b}', "unexpected path string, expected a 'name1.name2'"],
  ['NAME:.a[', 'unterminated array'],
])('%j is refused', (spec, message) => {
  expect(() => parseCustomColumns(spec)).toThrow(message);
});
