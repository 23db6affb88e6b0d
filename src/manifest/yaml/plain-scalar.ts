/**
 * What an unquoted word of a manifest means. kubectl reads YAML with go-yaml, whose rules are those of YAML 1.1
 * with exceptions: `yes` and `on` are booleans and `0744` is octal, but `1:30` and dates stay text.
 */

export type PlainValue = string | number | boolean | null;

const words = new Map<string, PlainValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

const octal = /^([-+]?)0[oO]?([0-7]+)$/;
const prefixed = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+)$/;
const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const numberOf = (text: string): number | undefined => {
  if (decimal.test(text)) return Number(text);
  const octalDigits = octal.exec(text);
  if (octalDigits !== null) return signed(octalDigits[1], Number.parseInt(octalDigits[2] ?? '', 8));
  const digits = prefixed.exec(text);
  if (digits !== null) return signed(digits[1], Number(digits[2]));
  if (!float.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

const signed = (sign: string | undefined, value: number): number => (sign === '-' ? -value : value);

export const readPlainScalar = (text: string): PlainValue => {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (isNumeric) {
    // A leading underscore makes a word; anywhere else go-yaml ignores it in numbers.
    const value = numberOf(text.includes('_') ? text.replaceAll('_', '') : text);
    if (value !== undefined) return value === 0 ? 0 : value;
  }
  const word = words.get(text);
  return word === undefined ? text : word;
};
