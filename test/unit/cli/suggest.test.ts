import { expect, test } from 'vitest';
import { suggestionsFor } from '../../../src/cli/suggest.ts';

// The words and what kubectl 1.32 suggests of these.
const verbs = ['set', 'get', 'delete', 'top', 'drain', 'describe', 'logs', 'cp', 'debug', 'diff', 'apply'];

test.each([
  ['aply', ['apply']],
  ['ge', ['set', 'get', 'cp']],
  ['GET', ['set', 'get']],
  ['lo', ['top', 'logs', 'cp']],
  ['d', ['delete', 'drain', 'describe', 'cp', 'debug', 'diff']],
  ['foo', ['top']],
  ['xyzzy', []],
])('"%s" may mean %j', (typed, near) => {
  expect(suggestionsFor(typed, verbs)).toEqual(near);
});
