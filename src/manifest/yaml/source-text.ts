import type { SourcePosition } from '../../model/problem.ts';

/** The text of one manifest, which can say on which line and column a character stands. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  positionAt(offset: number): SourcePosition;
}

const lineStartsOf = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Lines are only counted when a position is asked for: a manifest without problems never pays for them. */
export const sourceText = (file: string, text: string): SourceText => {
  let lineStarts: number[] | undefined;
  return {
    file,
    text,
    positionAt: (offset) => {
      lineStarts ??= lineStartsOf(text);
      let low = 0;
      let high = lineStarts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lineStarts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      const start = lineStarts[low] ?? 0;
      const byteOrderMark = low === 0 && text.startsWith('\uFEFF') ? 1 : 0;
      return { file, line: low + 1, column: Math.max(1, offset - start - byteOrderMark + 1) };
    },
  };
};
