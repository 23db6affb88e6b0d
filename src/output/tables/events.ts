import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, wide, type KindTable } from '../table.ts';

export interface EventView extends Resource {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string | null } | null;
  readonly involvedObject?: {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly uid?: string;
    readonly fieldPath?: string;
  };
  readonly source?: { readonly component?: string; readonly host?: string };
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
}

const targetOf = ({ involvedObject }: EventView): string => {
  const kind = (involvedObject?.kind ?? '').toLowerCase();
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind;
};

const sourceOf = ({ source, reportingComponent, reportingInstance }: EventView): string =>
  [source?.component || reportingComponent, source?.host || reportingInstance]
    .filter((part, index) => index === 0 || part)
    .join(', ');

export const eventTable: KindTable = {
  columns: [
    column('Last Seen'),
    column('Type'),
    column('Reason'),
    column('Object'),
    wide('Subobject'),
    wide('Source'),
    column('Message'),
    wide('First Seen'),
    wide('Count'),
    { name: 'Name', wide: true, isName: true },
  ],
  row: (event: EventView, now) => {
    const first = event.firstTimestamp || event.eventTime;
    const last = event.series ? event.series.lastObservedTime : event.lastTimestamp || first;
    return [
      ageOf(last, now),
      event.type ?? '',
      event.reason ?? '',
      targetOf(event),
      event.involvedObject?.fieldPath ?? '',
      sourceOf(event),
      (event.message ?? '').trim(),
      ageOf(first, now),
      event.series ? (event.series.count ?? 0) : event.count || 1,
      event.metadata.name,
    ];
  },
};
