import { alignColumns, type ColumnWidths, TABLE_ALIGNMENT } from './align-columns.ts';
import { agesText } from './describe/events.ts';
import { escapeControls } from './sanitize.ts';
import type { EventView } from './tables/events.ts';

interface ListOptions {
  readonly now: number;
  readonly headers: boolean;
  readonly withNamespace: boolean;
  /** Of the rows that were printed before. */
  readonly widths: ColumnWidths;
}

/** The table of the `events` command, which differs from that of `get events`. */
export const eventListText = (
  events: readonly EventView[],
  { now, headers, withNamespace, widths }: ListOptions,
): string => {
  const namespaced = (namespace: string, cells: readonly string[]): string =>
    [...(withNamespace ? [namespace] : []), ...cells].join('\t');
  const rows = events.map((event) => {
    const { type = '', reason = '', involvedObject, message = '', metadata } = event;
    const about = `${involvedObject?.kind ?? ''}/${involvedObject?.name ?? ''}`;
    const cells = [agesText(event, now), type, reason, about, message.trim().replaceAll('\n', ' ')];
    return namespaced(metadata.namespace ?? '', cells.map(escapeControls));
  });
  const title = namespaced('NAMESPACE', ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']);
  return alignColumns([...(headers ? [title] : []), ...rows], TABLE_ALIGNMENT, widths);
};
