import type { Resource } from '../model/resource.ts';
import { TABLE_ALIGNMENT, alignColumns, type ColumnWidths } from './align-columns.ts';
import { formatLabels } from './format-labels.ts';
import { escapeControls } from './sanitize.ts';

export interface Column {
  readonly name: string;
  /** Shown by `-o wide` only. */
  readonly wide?: true;
  /** Holds the object's name, which `TYPE/` may be put before. */
  readonly isName?: true;
}

export type Cell = string | number | boolean;

/** How objects of one kind are shown in a table: the columns, and one row per object with a cell for each. */
export interface KindTable {
  readonly columns: readonly Column[];
  /** `now` is in milliseconds since 1970. */
  readonly row: (object: Resource, now: number) => readonly Cell[];
}

/** Objects of one kind that follow each other. */
export interface TableSection {
  readonly table: KindTable;
  readonly objects: readonly Resource[];
  /** Put before names: `deployment.apps`. */
  readonly type?: string;
  readonly withNamespace: boolean;
}

export interface TableOptions {
  readonly wide: boolean;
  readonly headers: boolean;
  readonly showLabels: boolean;
  readonly labelColumns: readonly string[];
  /** Of the rows that were printed before, where there were some. */
  readonly widths?: ColumnWidths;
}

export const column = (name: string): Column => ({ name });
export const wide = (name: string): Column => ({ name, wide: true });
export const nameColumn: Column = { name: 'Name', isName: true };

/** Labels are headed by what follows the last slash of their key. */
const labelHeader = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** A cell is one line: what follows a line break is cut off, visibly. */
const cellText = (cell: Cell): string => {
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  return end < 0 ? escapeControls(text) : `${escapeControls(text.slice(0, end))}...`;
};

const sectionLines = (section: TableSection, options: TableOptions, now: number): string[] => {
  const { table, objects, type, withNamespace } = section;
  if (objects.length === 0) return [];
  const shown = (_: unknown, index: number): boolean => options.wide || table.columns[index]?.wide !== true;
  const nameIndex = table.columns.findIndex((column) => column.isName);

  const headers = [
    ...(withNamespace ? ['Namespace'] : []),
    ...table.columns.filter(shown).map((column) => column.name),
    ...options.labelColumns.map(labelHeader),
    ...(options.showLabels ? ['Labels'] : []),
  ];
  const rows = objects.map((object) => {
    const labels = object.metadata.labels ?? {};
    const cells = table
      .row(object, now)
      .map((cell, index) => (index === nameIndex && type !== undefined ? `${type}/${cell}` : cell));
    return [
      ...(withNamespace ? [object.metadata.namespace ?? ''] : []),
      ...cells.filter(shown),
      ...options.labelColumns.map((key) => labels[key] ?? ''),
      ...(options.showLabels ? [formatLabels(labels)] : []),
    ];
  });
  const lines = rows.map((cells) => cells.map(cellText).join('\t'));
  return options.headers ? [headers.join('\t').toUpperCase(), ...lines] : lines;
};

/** Every section is aligned for itself; an empty line parts them where they have headers. */
export const printTables = (sections: readonly TableSection[], options: TableOptions, now: number): string =>
  sections
    .map((section) => sectionLines(section, options, now))
    .filter((lines) => lines.length > 0)
    .map((lines) => alignColumns(lines, TABLE_ALIGNMENT, options.widths ?? []))
    .join(options.headers ? '\n' : '');
