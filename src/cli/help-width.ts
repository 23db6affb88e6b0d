/** kubectl knows three widths, and leaves narrower terminals to their own wrapping. */
export const helpWidth = (columns: number | undefined): number | undefined =>
  [120, 100, 80].find((width) => columns !== undefined && columns >= width);
