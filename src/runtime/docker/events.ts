import type { Docker } from './docker.ts';
import { MANAGED, POD_NAME, POD_NAMESPACE, POD_UID } from '../../model/labels.ts';
import type { PodChange, Runtime } from '../driver.ts';
import type { Engine } from './engine.ts';
import { unreachable } from './errors.ts';
import { jsonLines } from './json-lines.ts';
import { listIsUpToDate } from './list-up-to-date.ts';
import { isRecordName } from './record-name.ts';

/** The part of the engine's events that is used here. */
export interface EngineEvent {
  Action?: string;
  Actor?: { ID?: string; Attributes?: Readonly<Record<string, string>> };
}

/** `exec_start` and its like are left out: every health check makes three of them. */
const CHANGES: Readonly<Record<string, PodChange['change']>> = {
  create: 'created',
  start: 'started',
  health_status: 'health',
  die: 'stopped',
  destroy: 'removed',
  // Podman's word for it.
  remove: 'removed',
  pause: 'other',
  unpause: 'other',
  // A pod was asked to end.
  rename: 'other',
};

export const podChange = (event: EngineEvent): PodChange | undefined => {
  // `health_status: healthy`
  const [action = ''] = (event.Action ?? '').split(':');
  const change = CHANGES[action];
  const { [POD_NAMESPACE]: namespace, [POD_NAME]: name } = event.Actor?.Attributes ?? {};
  if (change === undefined || namespace === undefined || name === undefined) return undefined;
  return { pod: { namespace, name }, change };
};

const STREAM_ENDED = 'the engine has ended its stream of events';

const podChanges = async function* (
  docker: Docker,
  stream: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<PodChange> {
  for await (const event of jsonLines<EngineEvent>(stream)) {
    const change = podChange(event);
    if (change === undefined) continue;
    if (change.change === 'stopped') await listIsUpToDate(docker, event.Actor?.ID ?? '');
    yield change;
  }
  throw new Error(STREAM_ENDED);
};

const recordChanges = async function* (
  _docker: Docker,
  stream: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<undefined> {
  for await (const event of jsonLines<EngineEvent>(stream)) {
    if (isRecordName(event.Actor?.ID ?? '')) yield undefined;
  }
  throw new Error(STREAM_ENDED);
};

/** Ends when the signal aborts; whatever else ends it means that the engine went away. */
const until = async function* <T>(
  signal: AbortSignal,
  changes: AsyncIterable<T>,
  address: string,
): AsyncGenerator<T> {
  try {
    for await (const change of changes) {
      if (signal.aborted) return;
      yield change;
    }
  } catch (error) {
    if (!signal.aborted) throw unreachable(address, error);
  }
};

const nothing = async function* (): AsyncGenerator<never> {};

/** The events that pass the filters, from the call on, as what `read` makes of them. */
const watching = <T>(
  engine: Engine,
  filters: Readonly<Record<string, readonly string[]>>,
  read: (docker: Docker, stream: AsyncIterable<Uint8Array | string>) => AsyncIterable<T>,
  signal: AbortSignal,
): Promise<AsyncIterable<T>> =>
  engine.ask(async (docker, { address, clockAheadMs }) => {
    try {
      const ahead = await clockAheadMs();
      // So that nothing is lost between the answer's first bytes and the engine's own listening.
      const since = (Date.now() + ahead) / 1_000;
      const stream = await docker.open('GET', '/events', { since, filters }, { signal });
      return until(signal, read(docker, stream), address);
    } catch (error) {
      if (signal.aborted) return nothing();
      throw error;
    }
  });

const POD_EVENTS = { type: ['container'], label: [MANAGED, POD_UID], event: Object.keys(CHANGES) };
// A volume's labels are not among what its events tell.
const VOLUME_EVENTS = { type: ['volume'], event: ['create', 'destroy'] };

export const createEvents = (engine: Engine): Pick<Runtime, 'watch' | 'watchRecords'> => ({
  watch: (signal) => watching(engine, POD_EVENTS, podChanges, signal),
  watchRecords: (signal) => watching(engine, VOLUME_EVENTS, recordChanges, signal),
});
