import { describe, expect, test } from 'vitest';
import {
  chooseAddress,
  halves,
  parseRange,
  rangeText,
} from '../../../../src/runtime/docker/address-range.ts';

test.each([
  ['172.18.0.0/16', '172.18.0.0/17', '172.18.128.0/17'],
  ['192.168.16.0/20', '192.168.16.0/21', '192.168.24.0/21'],
  ['10.89.3.0/24', '10.89.3.0/25', '10.89.3.128/25'],
  ['255.0.0.0/8', '255.0.0.0/9', '255.128.0.0/9'],
])('%s is shared as %s for the engine and %s for berth', (text, engine, berth) => {
  const range = parseRange(text);
  expect(rangeText(range)).toBe(text);
  expect(rangeText(halves(range).engine)).toBe(engine);
  expect(rangeText(halves(range).berth)).toBe(berth);
});

test('an address within a range names the range', () => {
  expect(rangeText(parseRange('10.42.7.9/16'))).toBe('10.42.0.0/16');
});

test.each([
  '',
  '10.42.0.0',
  '10.42.0.0/33',
  '10.42.0.0/29',
  '10.0.0.0/7',
  '10.42.0/16',
  '10.42.0.256/16',
  'fd00::/64',
])('"%s" is no range', (text) => {
  expect(() => parseRange(text)).toThrow(expect.objectContaining({ name: 'RuntimeError', code: 'invalid' }));
});

describe('a free address', () => {
  const { berth } = halves(parseRange('10.0.0.0/28'));
  const all = ['8', '9', '10', '11', '12', '13', '14'].map((last) => `10.0.0.${last}`);
  const none = () => false;

  test('is any of its half but the broadcast address', () => {
    const chosen = Array.from({ length: 70 }, (_, index) => chooseAddress(berth, none, () => index / 70));
    expect([...new Set(chosen)]).toEqual(all);
  });

  test('is found wherever it is', () => {
    for (const free of all)
      expect(
        chooseAddress(
          berth,
          (address) => address !== free,
          () => 0.99,
        ),
      ).toBe(free);
  });

  test('is refused when all are taken', () => {
    expect(() =>
      chooseAddress(
        berth,
        () => true,
        () => 0,
      ),
    ).toThrow(
      expect.objectContaining({ code: 'failed', message: expect.stringContaining('all 7 addresses') }),
    );
  });
});
