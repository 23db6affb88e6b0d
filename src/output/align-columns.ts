import { codePointCount } from './code-points.ts';

/** Widths in characters. `minWidth` holds for every column but the last, and so does `padding`. */
export interface Alignment {
  readonly minWidth: number;
  readonly padding: number;
}

/**
 * By column: with such a list, a column is never narrower than it was further up. Whoever prints a table row by row
 * passes the same list each time, and later rows stay in line.
 */
export type ColumnWidths = number[];

/** What kubectl uses for its tables. */
export const TABLE_ALIGNMENT: Alignment = { minWidth: 6, padding: 3 };

/**
 * Lays out lines of tab-separated cells, as Go's tab writer does: a tab ends a cell, and consecutive lines that
 * have a cell in a column share its width. What follows the last tab of a line belongs to no column and is never
 * padded.
 */
export const alignColumns = (
  lines: readonly string[],
  { minWidth, padding }: Alignment,
  widths?: ColumnWidths,
): string => {
  const rows = lines.map((line) => line.split(/[\t\v]/));
  const texts: string[] = rows.map(() => '');

  /** Rows `from` to `to` share all columns left of `column`. */
  const layOut = (column: number, from: number, to: number): void => {
    for (let start = from; start < to; start++) {
      let end = start;
      let width = Math.max(minWidth, widths?.[column] ?? 0);
      for (; end < to; end++) {
        const row = rows[end] ?? [];
        if (column >= row.length - 1) break;
        width = Math.max(width, codePointCount(row[column] ?? '') + padding);
      }
      if (end === start) {
        texts[start] += rows[start]?.[column] ?? '';
        continue;
      }
      if (widths !== undefined) widths[column] = width;
      for (let index = start; index < end; index++) {
        const cell = rows[index]?.[column] ?? '';
        texts[index] += cell + ' '.repeat(width - codePointCount(cell));
      }
      layOut(column + 1, start, end);
      start = end - 1;
    }
  };
  layOut(0, 0, rows.length);
  return texts.map((text) => `${text}\n`).join('');
};
