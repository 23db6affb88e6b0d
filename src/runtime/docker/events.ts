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
  Type?: string;
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

/** Whether it is about a pod, a proxy or a record of berth's. What happens to volumes says nothing of their labels. */
export const isOurs = ({ Type, Actor: { ID = '', Attributes = {} } = {} }: EngineEvent): true | undefined =>
  (Type === 'volume' ? isRecordName(ID) : Attributes[MANAGED] !== undefined) || undefined;

const changesOf = async function* <T>(
  docker: Docker,
  stream: AsyncIterable<Uint8Array | string>,
  pick: (event: EngineEvent) => T | undefined,
): AsyncGenerator<T> {
  for await (const event of jsonLines<EngineEvent>(stream)) {
    const change = pick(event);
    if (change === undefined) continue;
    if (event.Action === 'die') await listIsUpToDate(docker, event.Actor?.ID ?? '');
    yield change;
  }
  throw new Error('the engine has ended its stream of events');
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

const watchFor = <T>(
  engine: Engine,
  signal: AbortSignal,
  filters: { type: string[]; label?: string[] },
  pick: (event: EngineEvent) => T | undefined,
): Promise<AsyncIterable<T>> =>
  engine.ask(async (docker, { address, clockAheadMs }) => {
    try {
      const ahead = await clockAheadMs();
      const stream = await docker.open(
        'GET',
        '/events',
        {
          // So that nothing is lost between the answer's first bytes and the engine's own listening.
          since: (Date.now() + ahead) / 1_000,
          filters: { ...filters, event: Object.keys(CHANGES) },
        },
        { signal },
      );
      return until(signal, changesOf(docker, stream, pick), address);
    } catch (error) {
      if (signal.aborted) return nothing();
      throw error;
    }
  });

export const createEvents = (engine: Engine): Pick<Runtime, 'watch' | 'watchAll'> => ({
  watch: (signal) => watchFor(engine, signal, { type: ['container'], label: [MANAGED, POD_UID] }, podChange),
  watchAll: (signal) => watchFor(engine, signal, { type: ['container', 'volume'] }, isOurs),
});
