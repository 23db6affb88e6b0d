import { expect, test } from 'vitest';
import { comparedLines } from './compare.ts';
import './create.ts';
import './edit.ts';
import './patch.ts';
import './usage.ts';

test('kubectl judges at least 500 command lines', () => {
  expect(comparedLines()).toBeGreaterThanOrEqual(500);
});
