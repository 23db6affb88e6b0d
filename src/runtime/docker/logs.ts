import type { Docker } from './docker.ts';
import { type LogLine, type LogOptions, type Runtime, RuntimeError } from '../driver.ts';
import type { Engine } from './engine.ts';
import { toRuntimeError, unlessStatus } from './errors.ts';
import { jsonLines } from './json-lines.ts';
import { readLogLines } from './log-lines.ts';

/** In milliseconds, by the engine's clock. */
interface Span {
  since: number;
  until?: number;
}

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(3);

const spanQuery = ({ since, until }: Span): Record<string, string> => ({
  since: seconds(since),
  ...(until === undefined ? {} : { until: seconds(until) }),
});

const inspect = async (docker: Docker, id: string) =>
  docker.getContainer(id).inspect().catch(unlessStatus(404));

type Inspected = NonNullable<Awaited<ReturnType<typeof inspect>>>;

/** The engine's events of one container: those of the past up to `until`, or those to come without it. */
const eventsOf = (
  docker: Docker,
  id: string,
  actions: readonly string[],
  span: Span,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> =>
  docker.open(
    'GET',
    '/events',
    { ...spanQuery(span), filters: { type: ['container'], container: [id], event: actions } },
    { signal },
  );

/**
 * Lines are dated a little later than the end of their run, and a little earlier than its begin. The engine waits
 * twice this long before it starts a container again.
 */
const PAUSE_MS = 50;

/** The engine says `Running` also of a container that waits for its next restart. */
const runs = ({ State: { Running: isUp, Restarting: isWaiting } }: Inspected): boolean => isUp && !isWaiting;

const began = ({ State: { StartedAt: text } }: Inspected): number => Date.parse(text);

/** When runs ended before the present one began, as far as the engine remembers: some hundred events. */
const earlierEnds = async (docker: Docker, container: Inspected, signal: AbortSignal): Promise<number[]> => {
  const span = { since: Date.parse(container.Created), until: began(container) };
  const events = await eventsOf(docker, container.Id, ['die'], span, signal);
  const ends: number[] = [];
  for await (const { timeNano } of jsonLines<{ timeNano: number }>(events)) ends.push(timeNano / 1e6);
  return ends;
};

/** Where the log of the present run begins, or of the last where none runs. */
const presentRun = async (docker: Docker, container: Inspected, signal: AbortSignal): Promise<Span> => {
  if (container.RestartCount === 0) return { since: 0 };
  // Of a container that runs, the engine tells when the run before ended.
  const end = runs(container)
    ? Date.parse(container.State.FinishedAt)
    : ((await earlierEnds(docker, container, signal)).at(-1) ?? 0);
  return { since: end + PAUSE_MS };
};

/** A container that waits for its next restart has no run at present: the last is also the one before. */
const previousRun = async (docker: Docker, container: Inspected, signal: AbortSignal): Promise<Span> => {
  if (container.State.Restarting) {
    const until = Date.parse(container.State.FinishedAt) + PAUSE_MS;
    return { ...(await presentRun(docker, container, signal)), until };
  }
  const ends = await earlierEnds(docker, container, signal);
  return { since: (ends.at(-2) ?? 0) + PAUSE_MS, until: began(container) - PAUSE_MS };
};

const open = async (
  docker: Docker,
  { Id: id, Config: { Tty: hasTerminal } }: Inspected,
  query: Readonly<Record<string, string | number | boolean>>,
  signal: AbortSignal,
): Promise<AsyncIterable<LogLine>> => {
  const all = { stdout: true, stderr: true, timestamps: true, ...query };
  return readLogLines(await docker.getContainer(id).logs(all, signal), hasTerminal);
};

const readPrevious = async function* (
  docker: Docker,
  container: Inspected,
  { since = 0, tail }: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const span = await previousRun(docker, container, signal);
  const asked = spanQuery({ ...span, since: Math.max(span.since, since) });
  // The engine counts its `tail` from the end of the log, not of the span.
  const latest: LogLine[] = [];
  for await (const line of await open(docker, container, asked, signal)) {
    latest.push(line);
    if (tail !== undefined && latest.length > tail) latest.shift();
  }
  yield* latest;
};

/** The container in its next run; undefined where there will be none. */
const nextRun = async (docker: Docker, id: string, signal: AbortSignal): Promise<Inspected | undefined> => {
  const waiting = new AbortController();
  const over = AbortSignal.any([signal, waiting.signal]);
  try {
    const before = await inspect(docker, id);
    if (before === undefined) return undefined;
    const span = { since: Date.parse(before.State.FinishedAt) };
    const events = await eventsOf(docker, id, ['start', 'destroy', 'rename'], span, over);
    const now = await inspect(docker, id);
    if (now?.State.Restarting !== true) return now !== undefined && runs(now) ? now : undefined;
    for await (const _ of jsonLines(events)) {
      const then = await inspect(docker, id);
      if (then?.State.Restarting !== true) return then !== undefined && runs(then) ? then : undefined;
    }
    return undefined;
  } finally {
    waiting.abort();
  }
};

const readWritten = async function* (
  docker: Docker,
  first: Inspected,
  { run, follow = false, since = 0, tail }: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const span = run === undefined ? { since: 0 } : await presentRun(docker, first, signal);
  const from = Math.max(span.since, since);
  const asked = { follow, ...spanQuery({ since: from }), ...(tail === undefined ? {} : { tail }) };
  let last = '';
  for await (const line of await open(docker, first, asked, signal)) {
    last = line.at;
    yield line;
  }
  if (!follow) return;
  for (;;) {
    const next = await nextRun(docker, first.Id, signal);
    if (next === undefined) return;
    const seen = last;
    const rest = spanQuery({ since: seen === '' ? from : Date.parse(seen) });
    for await (const line of await open(docker, next, { follow, ...rest }, signal)) {
      if (line.at <= seen) continue;
      last = line.at;
      yield line;
    }
  }
};

export const createLogs = (engine: Engine): Pick<Runtime, 'logs'> => ({
  logs: async function* (pod, options) {
    const { docker, address } = await engine.ask(async (docker, { address }) => ({ docker, address }));
    const reading = new AbortController();
    const signal = AbortSignal.any([
      reading.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ]);
    try {
      const found = await inspect(docker, pod.id);
      if (found === undefined) throw new RuntimeError('notFound', `No such pod: ${pod.id}`);
      const read = options.run === 'previous' ? readPrevious : readWritten;
      yield* read(docker, found, options, signal);
    } catch (error) {
      if (!signal.aborted) throw toRuntimeError(error, address);
    } finally {
      reading.abort();
    }
  },
});
