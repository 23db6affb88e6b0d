import { describe, expect, test } from 'vitest';
import { parseBool, parseDuration, parseInteger, parseList } from '../../../src/cli/flag-values.ts';

describe('bool', () => {
  test.each(['1', 't', 'T', 'true', 'TRUE', 'True'])('%s is true', (text) => {
    expect(parseBool(text)).toBe(true);
  });
  test.each(['0', 'f', 'F', 'false', 'FALSE', 'False'])('%s is false', (text) => {
    expect(parseBool(text)).toBe(false);
  });
  test.each(['', 'yes', 'tRUE', '2'])('"%s" is neither', (text) => {
    expect(() => parseBool(text)).toThrow(
      new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`),
    );
  });
});

describe('int', () => {
  test.each([
    ['0', 0],
    ['3', 3],
    ['+3', 3],
    ['-1', -1],
    ['0x10', 16],
    ['010', 8],
    ['0b11', 3],
    ['0o17', 15],
  ])('%s', (text, value) => {
    expect(parseInteger(text)).toBe(value);
  });
  test.each(['', 'x', '1.5', '08', '1e3', '0x', '--1', ' 1'])('"%s" is none', (text) => {
    expect(() => parseInteger(text)).toThrow(
      new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`),
    );
  });
  test('a number beyond what can be counted exactly is refused', () => {
    expect(() => parseInteger('99999999999999999999')).toThrow(/value out of range/);
  });
});

describe('duration, in milliseconds', () => {
  test.each([
    ['0', 0],
    ['0s', 0],
    ['5s', 5000],
    ['1m30s', 90_000],
    ['1h', 3_600_000],
    ['1.5s', 1500],
    ['.5s', 500],
    ['250ms', 250],
    ['1us', 0.001],
    ['-1s', -1000],
    ['+1s', 1000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
  test.each([
    ['5', 'time: missing unit in duration "5"'],
    ['5y', 'time: unknown unit "y" in duration "5y"'],
    ['1m5', 'time: missing unit in duration "1m5"'],
    ['', 'time: invalid duration ""'],
    ['s', 'time: invalid duration "s"'],
    ['-', 'time: invalid duration "-"'],
    ['.s', 'time: invalid duration ".s"'],
  ])('"%s" is none', (text, message) => {
    expect(() => parseDuration(text)).toThrow(new Error(message));
  });
});

describe('list', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    [',a', ['', 'a']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b"', ['a"b']],
    ['""', ['']],
  ])('%s', (text, values) => {
    expect(parseList(text)).toEqual(values);
  });
  test.each([
    ['a"b', 'parse error on line 1, column 2: bare " in non-quoted-field'],
    ['"a', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['"a,b"c', 'parse error on line 1, column 5: extraneous or missing " in quoted-field'],
  ])('%s is broken', (text, message) => {
    expect(() => parseList(text)).toThrow(new Error(message));
  });
});
