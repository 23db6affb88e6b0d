import { isMap } from '../is-map.ts';
import { sortedFields } from '../json.ts';
import { codePointCount, codePointsOf } from '../code-points.ts';
import { goText, goSyntax } from './format.ts';
import { goFloat } from './number.ts';
import { quoteGo } from './quote.ts';
import { goTypeName, numberOf } from './value.ts';

/** One directive of a format: `%-10.3s`. */
interface Directive {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly verb: string;
}

const pad = (text: string, { flags, width }: Directive): string => {
  const missing = (width ?? 0) - codePointCount(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + text;
};

/** Zeros go between the sign and the digits. */
const padNumber = (sign: string, digits: string, directive: Directive): string => {
  const { flags, width = 0 } = directive;
  if (!flags.includes('0') || flags.includes('-')) {
    return pad(sign + digits, { ...directive, flags: flags.replaceAll('0', '') });
  }
  return sign + digits.padStart(width - sign.length, '0');
};

const signOf = (isNegative: boolean, flags: string): string => {
  if (isNegative) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
};

const bases: Readonly<Record<string, number>> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

/** What is no code point becomes the character that stands for that. */
const characterOf = (code: number): string => {
  const isCodePoint = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
  return isCodePoint ? String.fromCodePoint(code) : '\ufffd';
};

const formatInteger = (value: number, directive: Directive): string | undefined => {
  const { verb, flags, precision } = directive;
  if (verb === 'c') return pad(characterOf(value), directive);
  if (verb === 'q') return pad(`'${quoteGo(characterOf(value)).slice(1, -1)}'`, directive);
  if (verb === 'U') {
    const digits = BigInt.asUintN(64, BigInt(value)).toString(16).toUpperCase();
    return pad(`U+${digits.padStart(4, '0')}`, directive);
  }
  const base = bases[verb];
  if (base === undefined) return undefined;
  const magnitude = BigInt(Math.abs(value)).toString(base);
  const digits = (verb === 'X' ? magnitude.toUpperCase() : magnitude).padStart(precision ?? 0, '0');
  const prefix = verb === 'O' ? '0o' : flags.includes('#') ? (prefixes[verb] ?? '') : '';
  const withoutZeros = precision === undefined ? flags : flags.replaceAll('0', '');
  return padNumber(signOf(value < 0, flags) + prefix, digits, { ...directive, flags: withoutZeros });
};

/** JavaScript rounds a tie up, Go to the even digit. `write` is one of the methods that round to so many digits. */
const tieToEven = (digits: number, write: (digits: number) => string): string => {
  const beyond = Math.min(30, 100 - digits);
  const [mantissa = '', exponent] = write(digits + beyond).split('e');
  const kept = mantissa.slice(0, mantissa.length - beyond).replace(/\.$/, '');
  const isTie = /^50*$/.test(mantissa.slice(mantissa.length - beyond));
  if (!isTie || /[13579]$/.test(kept)) return write(digits);
  return exponent === undefined ? kept : `${kept}e${exponent}`;
};

const toFixed = (value: number, digits: number): string => tieToEven(digits, (it) => value.toFixed(it));

const toExponential = (value: number, digits: number): string =>
  tieToEven(digits, (it) => value.toExponential(it));

const exponentOfTwoDigits = (text: string): string =>
  text.replace(/e([-+])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);

/** `%g` with so many significant digits. */
const general = (value: number, precision: number): string => {
  const digits = Math.max(precision, 1);
  const [mantissa = '', exponent = '0'] = toExponential(value, digits - 1).split('e');
  const power = Number(exponent);
  if (power < -4 || power >= digits) {
    return exponentOfTwoDigits(
      `${mantissa.replace(/\.?0+$/, '')}e${power < 0 ? '-' : '+'}${Math.abs(power)}`,
    );
  }
  const fixed = toFixed(value, Math.max(digits - 1 - power, 0));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
};

const formatFloat = (value: number, directive: Directive): string | undefined => {
  const { verb, flags, precision } = directive;
  const size = Math.abs(value);
  const text = (): string | undefined => {
    switch (verb) {
      case 'f':
      case 'F':
        return toFixed(size, precision ?? 6);
      case 'e':
      case 'E':
        return exponentOfTwoDigits(toExponential(size, precision ?? 6));
      case 'g':
      case 'G':
      case 'v':
        return precision === undefined ? goFloat(size) : general(size, precision);
      default:
        return undefined;
    }
  };
  const digits = text();
  if (digits === undefined) return undefined;
  return padNumber(
    signOf(value < 0, flags),
    verb === 'E' || verb === 'G' ? digits.toUpperCase() : digits,
    directive,
  );
};

const hex = (text: string, { verb, flags, precision }: Directive): string => {
  const bytes = [...Buffer.from(text)].slice(0, precision);
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const marked =
    flags.includes('#') && pairs.length > 0
      ? `0x${pairs.join(flags.includes(' ') ? ' 0x' : '')}`
      : pairs.join(flags.includes(' ') ? ' ' : '');
  return verb === 'X' ? marked.toUpperCase() : marked;
};

const formatString = (value: string, directive: Directive): string | undefined => {
  const { verb, flags, precision } = directive;
  const cut = precision === undefined ? value : codePointsOf(value).slice(0, precision).join('');
  switch (verb) {
    case 's':
    case 'v':
      return pad(cut, directive);
    case 'q': {
      const canBeRaw = flags.includes('#') && !/[`\0-\x08\n-\x1f\x7f\ufeff]/.test(cut);
      return pad(canBeRaw ? `\`${cut}\`` : quoteGo(cut), directive);
    }
    case 'x':
    case 'X':
      return pad(hex(value, directive), directive);
    default:
      return undefined;
  }
};

const formatScalar = (value: unknown, directive: Directive): string | undefined => {
  if (typeof value === 'string') return formatString(value, directive);
  if (typeof value === 'boolean') {
    return directive.verb === 't' || directive.verb === 'v' ? pad(String(value), directive) : undefined;
  }
  const number = numberOf(value);
  if (number === undefined) return directive.verb === 'v' ? pad('<nil>', directive) : undefined;
  return number.type === 'float64'
    ? formatFloat(number.value, directive)
    : formatInteger(number.value, directive);
};

/** Width and precision hold even for a value that the verb does not fit. */
const badVerb = (value: unknown, directive: Directive): string => {
  const { verb } = directive;
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  return `%!${verb}(${goTypeName(value)}=${formatValue(value, { ...directive, verb: 'v' })})`;
};

/** What is in a list or a map; there, nothing is nothing whatever the verb. */
const formatInner = (value: unknown, directive: Directive): string =>
  value === null || value === undefined ? '<nil>' : formatValue(value, directive);

const formatValue = (value: unknown, directive: Directive): string => {
  const { verb, flags } = directive;
  if (verb === 'T') return pad(goTypeName(value), directive);
  if (verb === 'v' && flags.includes('#')) return goSyntax(value);
  if (Array.isArray(value)) return `[${value.map((item) => formatInner(item, directive)).join(' ')}]`;
  if (isMap(value)) {
    const fields = sortedFields(value).map(
      ([key, item]) => `${formatValue(key, directive)}:${formatInner(item, directive)}`,
    );
    return `map[${fields.join(' ')}]`;
  }
  return formatScalar(value, directive) ?? badVerb(value, directive);
};

const DIRECTIVE = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(?:\[(\d+)\])?([^]?)/gu;

/** Go's Sprintf. */
export const goPrintf = (format: string, args: readonly unknown[]): string => {
  let used = 0;
  let reordered = false;
  const star = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    return text === '*' ? numberOf(args[used++])?.value : Number(text);
  };
  const text = format.replaceAll(
    DIRECTIVE,
    (_, flags: string, width?: string, precision?: string, place?: string, verb = '') => {
      const size = star(width);
      const directive: Directive = {
        // A plus has a meaning of its own with %v, and none for the values there are.
        flags:
          (verb === 'v' ? flags.replaceAll('+', '') : flags) + (size !== undefined && size < 0 ? '-' : ''),
        width: size === undefined ? undefined : Math.abs(size),
        precision: star(precision),
        verb,
      };
      if (verb === '%') return '%';
      if (verb === '') return '%!(NOVERB)';
      if (place !== undefined) {
        used = Number(place) - 1;
        reordered = true;
        if (used < 0 || used >= args.length) return `%!${verb}(BADINDEX)`;
      }
      if (used >= args.length) return `%!${verb}(MISSING)`;
      return formatValue(args[used++], directive);
    },
  );
  if (reordered || used >= args.length) return text;
  const extra = args
    .slice(used)
    .map((value) =>
      value === null || value === undefined ? '<nil>' : `${goTypeName(value)}=${goText(value)}`,
    );
  return `${text}%!(EXTRA ${extra.join(', ')})`;
};

/** Go's Sprint: a blank between two values neither of which is a string. */
export const goPrint = (args: readonly unknown[]): string =>
  args
    .map((value, index) => {
      const before = args[index - 1];
      const parted = index > 0 && typeof value !== 'string' && typeof before !== 'string';
      return parted ? ` ${goText(value)}` : goText(value);
    })
    .join('');
