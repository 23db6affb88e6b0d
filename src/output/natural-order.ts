const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** Orders texts so that numbers in them count as numbers: `web-2` before `web-10`. What kubectl sorts by. */
export const compareNaturally = (a: string, b: string): number => {
  const left = Buffer.from(a).toString('latin1');
  const right = Buffer.from(b).toString('latin1');
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [x, y] = [left.charAt(i), right.charAt(j)];
    if (isDigit(x) !== isDigit(y)) return isDigit(x) ? -1 : 1;
    if (!isDigit(x)) {
      if (x !== y) return x < y ? -1 : 1;
      i++;
      j++;
      continue;
    }
    const [, zerosX = '', numberX = ''] = /^(0*)([0-9]*)/.exec(left.slice(i)) ?? [];
    const [, zerosY = '', numberY = ''] = /^(0*)([0-9]*)/.exec(right.slice(j)) ?? [];
    if (numberX.length !== numberY.length) return numberX.length - numberY.length;
    if (numberX !== numberY) return numberX < numberY ? -1 : 1;
    if (zerosX.length !== zerosY.length) return zerosX.length - zerosY.length;
    i += zerosX.length + numberX.length;
    j += zerosY.length + numberY.length;
  }
  return left.length - right.length;
};
