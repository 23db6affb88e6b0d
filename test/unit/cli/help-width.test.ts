import { expect, test } from 'vitest';
import { helpWidth } from '../../../src/cli/help-width.ts';

test.each([
  [undefined, undefined],
  [79, undefined],
  [80, 80],
  [99, 80],
  [100, 100],
  [119, 100],
  [200, 120],
])('a terminal of %s columns has help of %s', (columns, width) => {
  expect(helpWidth(columns)).toBe(width);
});
