/** Lines that stand as they are written. */
const isCode = (line: string): boolean => line.startsWith('    ');

const isListItem = (line: string): boolean => /^(\d+\.?|-|\*)\s/.test(line.trim());

/** Joins the lines of paragraphs and breaks them anew; lists, code and empty lines stay, but not a first empty line. */
export const flowText = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let current = '';
  const endLine = (): void => {
    if (current !== '') lines.push(current);
    current = '';
  };
  for (const line of text.split('\n')) {
    if (isCode(line) || (lines.length > 0 && line.trim() === '')) {
      endLine();
      lines.push(isCode(line) ? line : '');
      continue;
    }
    if (current.endsWith(':') || line.trim() === '' || isListItem(line)) endLine();
    for (const word of line.split(/\s+/).filter((word) => word !== '')) {
      if (current !== '' && current.length + 1 + word.length > width) endLine();
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  endLine();
  return lines;
};
