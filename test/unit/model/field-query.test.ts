import { expect, test } from 'vitest';
import { parseFieldQuery } from '../../../src/model/field-query.ts';

test.each([
  ['', []],
  ['status.phase=Running', ['status.phase = Running']],
  ['status.phase==Running', ['status.phase = Running']],
  ['status.phase!=Running', ['status.phase != Running']],
  ['a=1,b!=2,,', ['a = 1', 'b != 2']],
  ['a=', ['a = ']],
  ['a=x\\,y\\=z\\\\', ['a = x,y=z\\']],
])('%s', (text, expected) => {
  const found = parseFieldQuery(text);
  expect(found.map(({ path, equal, value }) => `${path} ${equal ? '=' : '!='} ${value}`)).toEqual(expected);
});

test.each([
  ['foo', "invalid selector: 'foo'; can't understand 'foo'"],
  ['a=b,foo', "invalid selector: 'a=b,foo'; can't understand 'foo'"],
  ['a=b=c', 'invalid field selector: unescaped character in value: ='],
  ['a=\\b', 'invalid field selector: invalid escape sequence: \\b'],
  ['a=b\\', 'invalid field selector: invalid escape sequence: \\'],
])('%s is refused', (text, message) => {
  expect(() => parseFieldQuery(text)).toThrow(new Error(message));
});
