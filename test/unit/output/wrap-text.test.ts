import { expect, test } from 'vitest';
import { wrapText } from '../../../src/output/wrap-text.ts';

test.each([
  ['a word goes to the next line when it would pass the limit', 'aaa bbb ccc', 7, 'aaa bbb\nccc'],
  ['a line that just fits stays', 'aaa bbb', 7, 'aaa bbb'],
  ['leading blanks stay', ' aaa bbb', 6, ' aaa\nbbb'],
  ['lines that are there stay', 'aaa\n\nbbb', 7, 'aaa\n\nbbb'],
  ['no word is cut', 'aaaaaaaaaa bb', 5, 'aaaaaaaaaa\nbb'],
  ['a word longer than a line moves down too', 'aa bbbbbbbbbb', 5, 'aa\nbbbbbbbbbb'],
  ['blanks that would pass the limit fall away', 'aaaa    \nbb', 5, 'aaaa\nbb'],
  ['blanks at the end of a line stay where there is room', 'aa  \nbb', 5, 'aa  \nbb'],
])('%s', (_, text, limit, wrapped) => {
  expect(wrapText(text, limit)).toBe(wrapped);
});
