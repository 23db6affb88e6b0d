/** Amounts as Kubernetes writes them: `500m`, `1.5Gi`, `2e3`. */
export interface Quantity {
  /** Billionths, the finest that Kubernetes keeps. */
  readonly nanos: bigint;
  /** Whether the amount was written with powers of 1024, with a letter for powers of 1000, or with an exponent. */
  readonly notation: 'binary' | 'decimal' | 'exponent';
}

const NANO_DIGITS = 9;
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const decimalSuffixes = new Map(Object.entries(decimalExponents).map(([suffix, power]) => [power, suffix]));

/** `digits` times 10 to the power of `exponent`, away from zero where it does not come out even. */
const scale = (digits: bigint, exponent: number): bigint => {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (digits + divisor - 1n) / divisor;
};

/** Undefined where the text is no amount. */
export const parseQuantity = (text: string): Quantity | undefined => {
  const [match, sign, whole = '', fraction = '', suffix = ''] =
    /^([-+]?)(?=\.?\d)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?\d{1,3}|[numkMGTPE]?)$/.exec(text) ?? [];
  if (match === undefined) return undefined;
  const digits = BigInt(whole + fraction || '0');
  const power = NANO_DIGITS - fraction.length;
  const amount = (notation: Quantity['notation'], nanos: bigint): Quantity => ({
    notation,
    nanos: sign === '-' ? -nanos : nanos,
  });
  const binary = suffix === '' ? -1 : binarySuffixes.indexOf(suffix);
  if (binary > 0) return amount('binary', scale(digits * 1024n ** BigInt(binary), power));
  const decimal = decimalExponents[suffix];
  return decimal === undefined
    ? amount('exponent', scale(digits, power + Number(suffix.slice(1))))
    : amount('decimal', scale(digits, power + decimal));
};

export const compareQuantities = (a: Quantity, b: Quantity): number =>
  a.nanos === b.nanos ? 0 : a.nanos < b.nanos ? -1 : 1;

const ONE = 10n ** BigInt(NANO_DIGITS);

const formatBinary = (units: bigint): string => {
  let rest = units;
  let power = 0;
  while (rest % 1024n === 0n && power < binarySuffixes.length - 1) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${binarySuffixes[power] ?? ''}`;
};

/** The one way Kubernetes writes this amount: `1024Mi` becomes `1Gi`, `0.5` becomes `500m`. */
export const formatQuantity = ({ nanos, notation }: Quantity): string => {
  const size = nanos < 0n ? -nanos : nanos;
  if (notation === 'binary' && size % ONE === 0n && size >= 1024n * ONE) return formatBinary(nanos / ONE);
  if (nanos === 0n) return '0';
  let digits = nanos;
  let power = -NANO_DIGITS;
  while (digits % 1000n === 0n && power < 18) {
    digits /= 1000n;
    power += 3;
  }
  if (notation === 'exponent') return power === 0 ? `${digits}` : `${digits}e${power}`;
  return `${digits}${decimalSuffixes.get(power) ?? ''}`;
};
