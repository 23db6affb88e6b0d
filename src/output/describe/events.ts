import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { compareText } from '../code-points.ts';
import type { EventView } from '../tables/events.ts';
import { indented } from './lines.ts';

const firstTime = (event: EventView): string => event.eventTime || event.firstTimestamp || '';

const lastTime = (event: EventView): string =>
  event.series?.lastObservedTime || event.lastTimestamp || firstTime(event);

/** `5s`, or `5s (x3 over 2m)` for what happened several times. */
export const agesText = (event: EventView, now: number): string => {
  const first = ageOf(firstTime(event), now);
  const count = event.series ? (event.series.count ?? 0) : (event.count ?? 0);
  if (!event.series && count <= 1) return first;
  return `${ageOf(lastTime(event), now)} (x${count} over ${first})`;
};

export const oldestFirst = (events: readonly EventView[]): EventView[] =>
  events.toSorted((a, b) => compareText(lastTime(a), lastTime(b)));

/** What happened to an object, the oldest first. */
export const eventLines = (events: readonly EventView[] | undefined, now: number): string[] => {
  if (events === undefined) return [];
  if (events.length === 0) return ['Events:\t<none>'];
  const rows = oldestFirst(events).map((event) =>
    [
      event.type ?? '',
      event.reason ?? '',
      agesText(event, now),
      event.source?.component || event.reportingComponent || '',
      (event.message ?? '').trim(),
    ].join('\t'),
  );
  return [
    'Events:',
    ...indented(['Type\tReason\tAge\tFrom\tMessage', '----\t------\t----\t----\t-------', ...rows]),
  ];
};

/** An object that was made anew under its old name has nothing to do with what happened to the old one. */
export const isAbout = ({ involvedObject: about }: EventView, { kind, metadata }: Resource): boolean =>
  about?.kind === kind &&
  about.name === metadata.name &&
  (about.namespace ?? '') === (metadata.namespace ?? '') &&
  (about.uid === undefined || metadata.uid === undefined || about.uid === metadata.uid);
