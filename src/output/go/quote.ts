const shortEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const escapeOf = new Map(
  Object.entries(shortEscapes).map(([letter, character]) => [character, `\\${letter}`]),
);

const isPrintable = (character: string): boolean => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);

const escapeGo = (character: string): string => {
  const short = character === '"' ? '\\"' : escapeOf.get(character);
  if (short !== undefined) return short;
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
};

/** A string as Go source has it, in double quotes: its `%q`. */
export const quoteGo = (text: string): string => `"${Array.from(text, escapeGo).join('')}"`;

/** A character as Go's `%#U` has it: `U+002C ','`. */
export const describeCharacter = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return isPrintable(character) ? `U+${code} '${character}'` : `U+${code}`;
};

const escapeSequence =
  /\\(?:([abfnrtv\\])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(['"]))/y;

/** The text between quotes with its escape sequences resolved; undefined where Go would refuse it. */
export const unquoteGo = (inner: string, quote: string): string | undefined => {
  let text = '';
  for (let index = 0; index < inner.length; ) {
    const character = inner[index] ?? '';
    if (character === quote || character === '\n') return undefined;
    if (character !== '\\') {
      text += character;
      index++;
      continue;
    }
    escapeSequence.lastIndex = index;
    const [sequence, short, byte, unit, code, octal, quoted] = escapeSequence.exec(inner) ?? [];
    if (sequence === undefined || (quoted !== undefined && quoted !== quote)) return undefined;
    const hex = byte ?? unit ?? code;
    const value = hex === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hex, 16);
    if (value > 0x10ffff) return undefined;
    text += quoted ?? (short === undefined ? String.fromCodePoint(value) : shortEscapes[short]);
    index += sequence.length;
  }
  return text;
};
