import { codePointsOf } from '../code-points.ts';

const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);
const isDigit = (character: string | undefined): boolean =>
  character !== undefined && /^\p{Nd}$/u.test(character);

const digitsFrom = (characters: readonly string[], start: number): string => {
  let end = start;
  while (isDigit(characters[end])) end++;
  return characters.slice(start, end).join('');
};

/** The digits before `index` are the same in both keys; only if one of them counts do zeros after them count. */
const followsCountingDigit = (characters: readonly string[], index: number): boolean => {
  for (let before = index - 1; isDigit(characters[before]); before--) {
    if (characters[before] !== '0') return true;
  }
  return false;
};

const WORD = /^[A-Za-z]+$/;

/** The order in which go-yaml writes the keys of a map: numbers inside keys count as numbers, letters come last. */
export const compareKeys = (a: string, b: string): number => {
  // Most keys are plain words, whose order is that of their letters.
  if (WORD.test(a) && WORD.test(b)) return a < b ? -1 : Number(a > b);
  const left = codePointsOf(a);
  const right = codePointsOf(b);
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [x = '', y = ''] = [left[index], right[index]];
    if (x === y) continue;
    const order = (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
    if (isLetter(x) && isLetter(y)) return order;
    if (isLetter(x) || isLetter(y)) return isLetter(y) ? -1 : 1;

    const prefix = (x === '0' || y === '0') && followsCountingDigit(left, index) ? '1' : '0';
    const leftDigits = digitsFrom(left, index);
    const rightDigits = digitsFrom(right, index);
    const difference = Number(prefix + leftDigits) - Number(prefix + rightDigits);
    return difference || leftDigits.length - rightDigits.length || order;
  }
  return left.length - right.length;
};
