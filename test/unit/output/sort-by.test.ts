import { expect, test } from 'vitest';
import { sorterBy } from '../../../src/output/sort-by.ts';

const objects = (field: string, ...values: readonly unknown[]) =>
  values.map((value, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `o${index}` },
    ...(value === undefined ? {} : { [field]: value }),
  }));

const sorted = (expression: string, ...values: readonly unknown[]): unknown[] =>
  sorterBy(expression)(objects('key', ...values)).map((object) => ('key' in object ? object.key : undefined));

test.each([
  ['numbers', [10, 9, -1, 2.5], [-1, 2.5, 9, 10]],
  ['texts', ['web-9', 'web-10', 'api', 'Web', 'é'], ['Web', 'api', 'web-10', 'web-9', 'é']],
  ['amounts', ['2Gi', '512Mi', '100M', '1'], ['1', '100M', '512Mi', '2Gi']],
  [
    'times',
    ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
  ],
  ['equal ones stay as they were', ['b', 'a', 'a'], ['a', 'a', 'b']],
  ['null before values', [1, null], [null, 1]],
  ['objects without the field first', [2, undefined, 1], [undefined, 1, 2]],
])('%s', (_, given, expected) => {
  expect(sorted('{.key}', ...given)).toEqual(expected);
});

test.each(['.key', 'key', '{key}'])('a path may be written as %s', (expression) => {
  expect(sorted(expression, 2, 1)).toEqual([1, 2]);
});

test('a field that no object has is an error, unless there are no objects', () => {
  expect(() => sorterBy('.nope')(objects('key', 1))).toThrow(
    'couldn\'t find any field with path "{.nope}" in the list of objects',
  );
  expect(sorterBy('.nope')([])).toEqual([]);
});

test('what cannot be ordered is an error', () => {
  expect(() => sorted('.key', true, false)).toThrow('unsortable type: bool');
  expect(() => sorted('.key', { a: 1 }, { a: 2 })).toThrow('unsortable type: map[string]interface {}');
});
