/** Whether some beginning of the word that is shorter than a line passes the limit. */
const passes = (limit: number, column: number, word: string): boolean => {
  const overflow = Math.max(1, limit - column + 1);
  return overflow <= word.length && overflow < limit;
};

/**
 * Breaks lines at words, as kubectl's help does: a word that would pass the limit goes to the next line, the
 * blanks before it fall away, and no word is ever cut.
 */
export const wrapText = (text: string, limit: number): string => {
  let wrapped = '';
  let column = 0;
  for (const [, blanks = '', word = '', newline = ''] of text.matchAll(/([^\S\n]*)(\S*)(\n?)/g)) {
    if (passes(limit, column + blanks.length, word)) {
      wrapped += `\n${word}`;
      column = word.length;
    } else if (word !== '' || column + blanks.length <= limit) {
      wrapped += blanks + word;
      column += blanks.length + word.length;
    }
    wrapped += newline;
    if (newline !== '') column = 0;
  }
  return wrapped;
};
