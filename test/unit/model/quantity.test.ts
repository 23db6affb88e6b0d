import { describe, expect, test } from 'vitest';
import { compareQuantities, formatQuantity, parseQuantity } from '../../../src/model/quantity.ts';

const canonical = (text: string): string | undefined => {
  const quantity = parseQuantity(text);
  return quantity && formatQuantity(quantity);
};

test.each([
  ['0', '0'],
  ['0Gi', '0'],
  ['1', '1'],
  ['+1', '1'],
  ['-1', '-1'],
  ['1.', '1'],
  ['.5', '500m'],
  ['0.5', '500m'],
  ['1500m', '1500m'],
  ['1000m', '1'],
  ['100m', '100m'],
  ['1k', '1k'],
  ['1000', '1k'],
  ['1500', '1500'],
  ['100000', '100k'],
  ['1000M', '1G'],
  ['1.5G', '1500M'],
  ['1Gi', '1Gi'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Gi', '512Mi'],
  ['1000Ki', '1000Ki'],
  ['512', '512'],
  ['0.5Ki', '512'],
  ['0.001Ki', '1024m'],
  ['1Ei', '1Ei'],
  ['1E', '1E'],
  ['1e3', '1e3'],
  ['1E3', '1e3'],
  ['1500e3', '1500e3'],
  ['1e-3', '1e-3'],
  ['100n', '100n'],
  ['1u', '1u'],
  ['0.1n', '1n'],
  ['-0.5Gi', '-512Mi'],
])('%s is written %s', (text, expected) => {
  expect(canonical(text)).toBe(expected);
});

test.each(['', '-', '.', 'Gi', '1gi', '1 Gi', '1KiB', '1.2.3', '0x1', 'web-1', '1e', '--1'])(
  '%j is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);

describe('amounts compare across notations', () => {
  test.each([
    ['1', '1000m', 0],
    ['1Gi', '1G', 1],
    ['500m', '1', -1],
    ['1Ki', '1024', 0],
    ['-1', '1n', -1],
    ['1e3', '1k', 0],
  ])('%s to %s', (a, b, order) => {
    const [left, right] = [parseQuantity(a), parseQuantity(b)];
    expect(left && right && compareQuantities(left, right)).toBe(order);
  });
});
