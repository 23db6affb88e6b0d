/** Values of flags as Go's flag package reads them. Each function throws an Error that holds Go's own words. */

const quote = (text: string): string => JSON.stringify(text);

const truths = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falsehoods = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

export const parseBool = (text: string): boolean => {
  if (truths.has(text)) return true;
  if (falsehoods.has(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${quote(text)}: invalid syntax`);
};

const integer = /^[+-]?(?:0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;

export const parseInteger = (text: string): number => {
  if (!integer.test(text)) throw new Error(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`);
  const digits = text.replace(/^[+-]/, '').replace(/^0(?=[0-7])/, '0o');
  const value = (text.startsWith('-') ? -1 : 1) * Number(digits);
  if (!Number.isSafeInteger(value)) {
    throw new Error(`strconv.ParseInt: parsing ${quote(text)}: value out of range`);
  }
  return value;
};

const millisecondsPer: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** `1h15m30.5s`, in milliseconds. */
export const parseDuration = (text: string): number => {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0;
  const invalid = new Error(`time: invalid duration ${quote(text)}`);
  if (unsigned === '') throw invalid;
  let total = 0;
  let rest = unsigned;
  while (rest !== '') {
    const [part, amount = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (part === undefined) throw invalid;
    if (unit === '') throw new Error(`time: missing unit in duration ${quote(text)}`);
    const milliseconds = millisecondsPer[unit];
    if (milliseconds === undefined) {
      throw new Error(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    }
    total += Number(amount) * milliseconds;
    rest = rest.slice(part.length);
  }
  return text.startsWith('-') ? -total : total;
};

/** One line of comma-separated values, where quotes keep commas together: `a,"b,c"`. */
export const parseList = (text: string): readonly string[] => {
  if (text === '') return [];
  const values: string[] = [];
  let at = 0;
  for (;;) {
    const { value, end } = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    values.push(value);
    if (end >= text.length) return values;
    at = end + 1;
  }
};

interface Field {
  value: string;
  /** Where the comma is, or the end of the text. */
  end: number;
}

const plainField = (text: string, start: number): Field => {
  const comma = text.indexOf(',', start);
  const end = comma < 0 ? text.length : comma;
  const value = text.slice(start, end);
  const stray = value.indexOf('"');
  if (stray >= 0) {
    throw new Error(`parse error on line 1, column ${start + stray + 1}: bare " in non-quoted-field`);
  }
  return { value, end };
};

const quotedField = (text: string, start: number): Field => {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    const after = close < 0 ? undefined : text[close + 1];
    if (close < 0 || (after !== undefined && after !== ',' && after !== '"')) {
      const column = (close < 0 ? text.length : close) + 1;
      throw new Error(`parse error on line 1, column ${column}: extraneous or missing " in quoted-field`);
    }
    value += text.slice(at, close);
    if (after !== '"') return { value, end: close + 1 };
    value += '"';
    at = close + 2;
  }
};
