/** Orders strings by code point, as Go does; `<` in JavaScript goes by UTF-16 unit, which differs past U+FFFF. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    const leftIsSurrogate = left >= 0xd800 && left < 0xe000;
    const rightIsSurrogate = right >= 0xd800 && right < 0xe000;
    if (leftIsSurrogate !== rightIsSurrogate) return leftIsSurrogate ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
};

/** Text as Go counts it, one element per code point. */
export const codePointsOf = (text: string): string[] => Array.from(text);

export const codePointCount = (text: string): number => codePointsOf(text).length;
