/**
 * One word of a configuration, whatever is in it. Nothing ends a word in single quotes but a single quote and the
 * end of the line, and what comes from manifests must not begin a line of its own.
 */
export const quote = (text: string): string => {
  const printable = text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ');
  return /^[\w./:@=-]+$/.test(printable) ? printable : `'${printable.replaceAll("'", String.raw`'\''`)}'`;
};

/** A word in which `%` would begin a variable. */
export const quoteFormat = (text: string): string => quote(text.replaceAll('%', '%%'));
