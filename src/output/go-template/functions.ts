import { codePointsOf } from '../code-points.ts';
import { decodeBase64 } from '../go/base64.ts';
import { goPrint, goPrintf } from '../go/printf.ts';
import { goText } from '../go/format.ts';
import { goInt, GoNumber, goTypeName, numberOf } from '../go/value.ts';
import { isMap } from '../is-map.ts';
import { equalsAny, isLess } from './comparisons.ts';
import { isTrue } from './truth.ts';

/** A function that templates may call. It throws an Error whose message is Go's. */
export interface TemplateFunction {
  /** How many arguments it takes at least, and whether it takes more. */
  readonly fixed: number;
  readonly variadic: boolean;
  /** The first argument must be a string. */
  readonly takesText?: true;
  readonly call: (args: readonly unknown[]) => unknown;
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

const refuse = (message: string): never => {
  throw new Error(message);
};

/** Go counts and cuts strings in bytes. */
const bytesOf = (text: string): Buffer => Buffer.from(text);

const placeIn = (index: unknown, length: number): number => {
  const number = numberOf(index);
  if (isNothing(index)) return refuse('cannot index slice/array with nil');
  if (number === undefined || number.type === 'float64') {
    return refuse(`cannot index slice/array with type ${goTypeName(index)}`);
  }
  const { value } = number;
  return value < 0 || value > length ? refuse(`index out of range: ${value}`) : value;
};

const entryOf = (item: unknown, index: unknown): unknown => {
  if (isNothing(item)) return refuse('index of nil pointer');
  if (Array.isArray(item)) {
    const place = placeIn(index, item.length);
    return place === item.length ? refuse('reflect: slice index out of range') : (item[place] ?? null);
  }
  if (typeof item === 'string') {
    const bytes = bytesOf(item);
    const byte = bytes[placeIn(index, bytes.length)];
    return byte === undefined ? refuse('reflect: string index out of range') : new GoNumber('uint8', byte);
  }
  if (!isMap(item)) return refuse(`can't index item of type ${goTypeName(item)}`);
  if (isNothing(index)) return refuse('value is nil; should be of type string');
  if (typeof index !== 'string') return refuse(`value has type ${goTypeName(index)}; should be string`);
  return Object.hasOwn(item, index) ? (item[index] ?? null) : null;
};

const index = ([item, ...indexes]: readonly unknown[]): unknown =>
  item === undefined || item === null ? refuse('index of untyped nil') : indexes.reduce(entryOf, item);

/** Whether `index` would find something with these arguments; without any there is nothing to miss. */
const exists = ([item, ...indexes]: readonly unknown[]): boolean => {
  let value = item;
  for (const step of indexes) {
    const place = numberOf(step)?.value;
    if (Array.isArray(value) && place !== undefined) value = value[place];
    else if (typeof value === 'string' && place !== undefined) value = bytesOf(value)[place];
    else if (isMap(value) && typeof step === 'string')
      value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return false;
    if (isNothing(value)) return false;
  }
  return true;
};

const slice = ([item, ...indexes]: readonly unknown[]): unknown => {
  if (isNothing(item)) return refuse('slice of untyped nil');
  if (indexes.length > 3) return refuse(`too many slice indexes: ${indexes.length}`);
  const isText = typeof item === 'string';
  if (!isText && !Array.isArray(item)) return refuse(`can't slice item of type ${goTypeName(item)}`);
  if (isText && indexes.length === 3) return refuse('cannot 3-index slice a string');
  const length = isText ? bytesOf(item).length : item.length;
  const [start = 0, end = length, limit = length] = indexes.map((it) => placeIn(it, length));
  if (start > end) return refuse(`invalid slice index: ${start} > ${end}`);
  if (end > limit) return refuse(`invalid slice index: ${end} > ${limit}`);
  return isText ? bytesOf(item).subarray(start, end).toString() : item.slice(start, end);
};

const length = ([item]: readonly unknown[]): unknown => {
  if (item === undefined) return refuse('reflect: call of reflect.Value.Type on zero Value');
  if (item === null) return refuse('len of nil pointer');
  if (typeof item === 'string') return goInt(bytesOf(item).length);
  if (Array.isArray(item)) return goInt(item.length);
  if (isMap(item)) return goInt(Object.keys(item).length);
  return refuse(`len of type ${goTypeName(item)}`);
};

/** The text that the escaping functions work on. */
const joined = (args: readonly unknown[]): string =>
  goPrint(args.map((value) => (isNothing(value) ? '<no value>' : value)));

const htmlEscapes: Readonly<Record<string, string>> = {
  "'": '&#39;',
  '"': '&#34;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
};

const html = (args: readonly unknown[]): string =>
  joined(args).replaceAll(/['"&<>\0]/g, (character) => htmlEscapes[character] ?? '');

const js = (args: readonly unknown[]): string =>
  codePointsOf(joined(args))
    .map((character) => {
      if (/[\\'"]/.test(character)) return `\\${character}`;
      const code = character.codePointAt(0) ?? 0;
      const isPrintable = code >= 0x80 && /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
      if (isPrintable || (code >= 0x20 && code < 0x80 && !/[<>&=]/.test(character))) return character;
      return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    })
    .join('');

const urlquery = (args: readonly unknown[]): string =>
  [...bytesOf(joined(args))]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-_.~]/.test(character)) return character;
      return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

const base64decode = ([text]: readonly unknown[]): string => {
  const decoded = decodeBase64(String(text));
  return 'text' in decoded
    ? decoded.text
    : refuse(`base64 decode failed: illegal base64 data at input byte ${decoded.corruptAt}`);
};

/** Objects hold no functions, so there is never anything to call. */
const callNothing = ([value]: readonly unknown[]): never =>
  refuse(isNothing(value) ? 'call of nil' : `non-function of type ${goTypeName(value)}`);

const printf = ([format, ...args]: readonly unknown[]): string => goPrintf(String(format), args);

const takes = (
  fixed: number,
  call: TemplateFunction['call'],
  traits: { variadic?: true; takesText?: true } = {},
): TemplateFunction => ({
  fixed,
  variadic: traits.variadic === true,
  call,
  ...(traits.takesText ? { takesText: true } : {}),
});

const variadic = { variadic: true } as const;

/** `and` and `or` look at no more arguments than they need; whoever calls them sees to that. */
const chooser =
  (stopsAt: boolean): TemplateFunction['call'] =>
  (args) =>
    args.find((value) => isTrue(value) === stopsAt) ?? args.at(-1);

const functions: Readonly<Record<string, TemplateFunction>> = {
  and: takes(1, chooser(false), variadic),
  or: takes(1, chooser(true), variadic),
  not: takes(1, ([value]) => !isTrue(value)),
  len: takes(1, length),
  index: takes(1, index, variadic),
  slice: takes(1, slice, variadic),
  exists: takes(1, exists, variadic),
  eq: takes(1, ([first, ...others]) => equalsAny(first, others), variadic),
  ne: takes(2, ([a, b]) => !equalsAny(a, [b])),
  lt: takes(2, ([a, b]) => isLess(a, b)),
  le: takes(2, ([a, b]) => isLess(a, b) || equalsAny(a, [b])),
  gt: takes(2, ([a, b]) => !(isLess(a, b) || equalsAny(a, [b]))),
  ge: takes(2, ([a, b]) => !isLess(a, b)),
  print: takes(0, goPrint, variadic),
  println: takes(0, (args) => `${args.map(goText).join(' ')}\n`, variadic),
  printf: takes(1, printf, { variadic: true, takesText: true }),
  html: takes(0, html, variadic),
  js: takes(0, js, variadic),
  urlquery: takes(0, urlquery, variadic),
  call: takes(1, callNothing, variadic),
  base64decode: takes(1, base64decode, { takesText: true }),
};

export const functionNames: ReadonlySet<string> = new Set(Object.keys(functions));

export const findFunction = (name: string): TemplateFunction | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : undefined;
