import { codePointCount, codePointsOf } from '../code-points.ts';

/** How go-yaml v2, which kubectl prints with, writes a string: plain, quoted, or as a block. */

/** Words that YAML 1.1 reads as something else than text. */
const reserved = new Set(
  ['y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF ~ null Null NULL']
    .concat('.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF')
    .flatMap((words) => words.split(' ')),
);

const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)$|^0b[-+][01]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** `12:30:45`, which YAML 1.1 reads as a number to base 60. */
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const date = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const time =
  /^(\d{4}-\d{1,2}-\d{1,2})(?:[Tt](\d{1,2}:\d{1,2}:\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d:\d\d))| (\d{1,2}:\d{1,2}:\d{1,2})(?:[.,]\d+)?)$/;

const isDate = (text: string): boolean => {
  const [, year = '', month = '', day = ''] = date.exec(text) ?? [];
  const daysInMonth = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysInMonth;
};

const isTimeOfDay = (text: string): boolean => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return hour < 24 && minute < 60 && second < 60;
};

const isTimestamp = (text: string): boolean => {
  if (date.test(text)) return isDate(text);
  const [, day, zoned, zone = '00:00', local] = time.exec(text) ?? [];
  if (day === undefined) return false;
  const [zoneHour = 0, zoneMinute = 0] = zone.split(':').map(Number);
  return isDate(day) && isTimeOfDay(zoned ?? local ?? '') && zoneHour <= 24 && zoneMinute < 60;
};

const isNumber = (text: string): boolean => {
  if (text.startsWith('.')) return float.test(text);
  const digits = text.replaceAll('_', '');
  return integer.test(digits) || (float.test(digits) && Number.isFinite(Number(digits)));
};

/** Whether YAML would read the text, unquoted, as something else than this text. */
const readsAsOther = (text: string): boolean => {
  if (text === '' || reserved.has(text)) return true;
  if (!/^[-+.0-9]/.test(text)) return false;
  return isNumber(text) || isTimestamp(text) || base60.test(text);
};

export const hasLineBreak = (text: string): boolean => /[\r\n\x85\u2028\u2029]/.test(text);
/** Line feed and what the YAML library takes for printable; emoji and all else past U+FFFF are not. */
const unprintable = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** Where a plain scalar would be taken for syntax. */
const startsLikeSyntax = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t\r\n\x85\u2028\u2029]|$))/;
const holdsSyntax = /:(?:[ \t\r\n\x85\u2028\u2029]|$)|[ \t\r\n\x85\u2028\u2029]#/;

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

const escape = (character: string): string => {
  const short = escapes[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
};

const mustEscape = /^(?:[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|["\\])$/u;

/** The library escapes a text that begins with a byte order mark to its end. */
const writerFor = (quote: Quote, text: string): ((character: string) => string) => {
  if (quote === "'") return (character) => (character === "'" ? "''" : character);
  if (quote === '') return (character) => character;
  return text.startsWith('\ufeff')
    ? escape
    : (character) => (mustEscape.test(character) ? escape(character) : character);
};

type Quote = '' | "'" | '"';

/** Where a line is broken at the next single space. */
const WIDTH = 80;

/** Where a string stands: the column that it starts at, and the margin of lines that follow. */
export interface ScalarPlace {
  readonly column: number;
  readonly margin: string;
}

const flow = (text: string, quote: Quote, place: ScalarPlace): string => {
  const write = writerFor(quote, text);
  const characters = codePointsOf(text);
  let written = quote as string;
  let column = place.column + quote.length;
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    const inside = index > 0 && next !== undefined && characters[index - 1] !== ' ';
    const text = write(character);
    if (text === ' ' && column > WIDTH && inside && (quote === '"' || next !== ' ')) {
      // The line break stands for this space; one that follows would be lost unless escaped.
      const start = next === ' ' ? `${place.margin}\\` : place.margin;
      written += `\n${start}`;
      column = start.length;
    } else if (/^[\u2028\u2029]$/.test(text) && next !== undefined && !/[\u2028\u2029]/.test(next)) {
      written += text + place.margin;
      column = place.margin.length;
    } else {
      written += text;
      column += codePointCount(text);
    }
  }
  return written + quote;
};

const literalBlock = (text: string, margin: string): string => {
  const indentHint = /^[ \r\n\x85\u2028\u2029]/.test(text) ? '2' : '';
  const [, ending = ''] = /(\n*)$/.exec(text) ?? [];
  const chomping = ending === '' ? '-' : ending.length > 1 || text === '\n' ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${indentHint}${chomping}\n${lines.map((line) => (line === '' ? '' : margin + line)).join('\n')}`;
};

const NAME = /^[A-Za-z][A-Za-z0-9_/.-]*$/;

/** A string as a key or a value. */
export const yamlString = (text: string, place: ScalarPlace): string => {
  // Most texts are names and paths, which need neither quotes nor a fold.
  if (NAME.test(text) && !reserved.has(text)) return text;
  const special = unprintable.test(text) || / [\r\n\x85\u2028\u2029]/.test(text);
  if (text.includes('\n')) {
    return special || text.endsWith(' ') ? flow(text, '"', place) : literalBlock(text, place.margin);
  }
  if (special || readsAsOther(text)) return flow(text, '"', place);
  if (/^ | $/.test(text) || startsLikeSyntax.test(text) || holdsSyntax.test(text) || hasLineBreak(text)) {
    return flow(text, /[\r\n\x85\u2028\u2029] /.test(text) ? '"' : "'", place);
  }
  return flow(text, '', place);
};
