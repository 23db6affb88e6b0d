import { describe, expect, test } from 'vitest';
import { ageOf, humanDuration } from '../../../src/output/age.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

describe('a duration is shown in the units that matter', () => {
  test.each([
    [-2 * second, '<invalid>'],
    [-1.5 * second, '0s'],
    [0, '0s'],
    [second, '1s'],
    [119.9 * second, '119s'],
    [2 * minute, '2m'],
    [2 * minute + 1, '2m'],
    [2 * minute + 9 * second, '2m9s'],
    [9 * minute + 59.9 * second, '9m59s'],
    [10 * minute, '10m'],
    [10 * minute + 59 * second, '10m'],
    [3 * hour - 1, '179m'],
    [3 * hour, '3h'],
    [3 * hour + 59 * second, '3h'],
    [7 * hour + 59 * minute, '7h59m'],
    [8 * hour, '8h'],
    [2 * day - 1, '47h'],
    [2 * day, '2d'],
    [2 * day + 4 * hour, '2d4h'],
    [8 * day - 1, '7d23h'],
    [8 * day + 3 * hour, '8d'],
    [2 * year - 1, '729d'],
    [2 * year, '2y'],
    [2 * year + day, '2y1d'],
    [8 * year - 1, '7y364d'],
    [8 * year + 100 * day, '8y'],
    [120 * year, '120y'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text);
  });
});

test('an age counts from the timestamp, and without one it is unknown', () => {
  expect(ageOf('2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1, 5, 30))).toBe('5h30m');
  expect(ageOf(null, 0)).toBe('<unknown>');
  expect(ageOf(undefined, 0)).toBe('<unknown>');
});
