import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../support/random.ts';
import { berthOk, docker, uniqueNamespace } from './berth.ts';

/**
 * The guestbook answers while its pods are killed at random, one every second or so, and `berth apply` is run again
 * and again as a user would. `npm run test:load` is the long form: a minute of it, and a table of what was counted.
 *
 * A request fails where it is not answered with 200, or where the answer lacks what the same request has written. A
 * failure is excused only where, at some moment while the request was under way, one of the three tiers had no pod
 * left: the leader has but one, so that to kill it is to have none. Requests are GETs: whoever is on the way may
 * repeat them. A POST that a pod had begun when it was killed is lost anywhere.
 */
const IS_LONG = Number(process.env['BERTH_LOAD_ROUNDS'] ?? 1) > 1;
const DURATION_MS = IS_LONG ? 60_000 : 15_000;
const SEED = Number(process.env['BERTH_SEED'] ?? 5);

const CLIENTS = 4;
/** One that takes longer is lost to whoever sent it. */
const PATIENCE_MS = 10_000;
const MANIFEST = fileURLToPath(new URL('../../manifests/guestbook.yaml', import.meta.url));
const URL_OF_GUESTBOOK = 'http://127.0.0.1:8081/cgi-bin/guestbook';

const namespace = uniqueNamespace();

/** A stretch of time, in milliseconds since the load began. */
interface Span {
  from: number;
  to: number;
}

const overlap = (a: Span, b: Span): boolean => a.from <= b.to && b.from <= a.to;

interface Failure extends Span {
  what: string;
}

interface Kill {
  at: number;
  tier: string;
  way: string;
}

interface Counts {
  answered: number;
  failures: Failure[];
  kills: Kill[];
  /** When a tier had no pod that ran, or that was known to its Service. */
  gaps: (Span & { tier: string })[];
}

const counts: Counts = { answered: 0, failures: [], kills: [], gaps: [] };
const began = performance.now();
const now = (): number => Math.round(performance.now() - began);

const apply = (): Promise<string> => berthOk(['apply', '-n', namespace, '-f', MANIFEST]);

/** What the guestbook says to a new entry; undefined where all is well. */
const sign = async (entry: string): Promise<string | undefined> => {
  try {
    const response = await fetch(`${URL_OF_GUESTBOOK}?${entry}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (response.status !== 200) return `status ${response.status}`;
    return text.split('\n').includes(entry) ? undefined : 'the entry is missing';
  } catch (error) {
    return String(error instanceof Error ? (error.cause ?? error) : error);
  }
};

const client = async (name: number, signal: AbortSignal): Promise<void> => {
  for (let sent = 0; !signal.aborted; sent++) {
    const from = now();
    const what = await sign(`entry-${name}-${sent}`);
    if (what === undefined) counts.answered++;
    else counts.failures.push({ from, to: now(), what });
    await pause(20);
  }
};

interface Running {
  container: string;
  tier: string;
}

const running = async (): Promise<Running[]> => {
  const filter = `label=io.kubernetes.pod.namespace=${namespace}`;
  const names = (await docker('ps', '--filter', filter, '--format', '{{.Names}}')).split('\n');
  return names
    .filter((name) => name !== '' && !name.endsWith('.terminating'))
    .map((container) => ({ container, tier: container.replace(/-.*/, '') }));
};

const hostPid = async (container: string): Promise<string> =>
  (await docker('inspect', '--format', '{{.State.Pid}}', container)).trim();

/** What may befall a pod. The engine itself brings back only what ended by itself. */
const WAYS: Record<string, (container: string) => Promise<unknown>> = {
  'docker kill': (container) => docker('kill', container),
  'docker rm -f': (container) => docker('rm', '--force', container),
  'its process is killed': async (container) =>
    docker(
      'run',
      '--rm',
      '--pid=host',
      '--network=none',
      'busybox:musl',
      'kill',
      '-9',
      await hostPid(container),
    ),
};

const answers = async (): Promise<boolean> => (await sign('probe')) === undefined;

const killOne = async (random: Random, pods: readonly Running[]): Promise<void> => {
  const victim = random.pick(pods);
  const way = random.pick(Object.keys(WAYS));
  const isLast = pods.filter(({ tier }) => tier === victim.tier).length === 1;
  const from = now();
  counts.kills.push({ at: from, tier: victim.tier, way });
  await WAYS[way]?.(victim.container);
  if (!isLast) return;
  while (!(await answers())) await pause(50);
  counts.gaps.push({ tier: victim.tier, from, to: now() });
};

const killer = async (random: Random, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const pods = await running();
    if (pods.length > 0) await killOne(random, pods);
    await pause(random.int(200, 1_500));
  }
};

const user = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) await apply();
};

beforeAll(async () => {
  await apply();
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

const isExcused = (failure: Failure): boolean => counts.gaps.some((gap) => overlap(gap, failure));

describe('the guestbook', () => {
  test(
    'loses no request while pods are killed at random, but those that came while a tier had no pod',
    async () => {
      const stopping = new AbortController();
      const { signal } = stopping;
      const work = [
        ...Array.from({ length: CLIENTS }, (_, index) => client(index, signal)),
        killer(createRandom(SEED), signal),
        user(signal),
      ];
      await Promise.race([pause(DURATION_MS), ...work]);
      stopping.abort();
      await Promise.all(work);
      const unexcused = counts.failures.filter((failure) => !isExcused(failure));
      expect({ seed: SEED, unexcused }).toEqual({ seed: SEED, unexcused: [] });
      expect(counts.answered).toBeGreaterThan(100);
      expect(counts.kills.length).toBeGreaterThan(5);
    },
    DURATION_MS + 120_000,
  );
});

const table = (): string => {
  const { answered, failures, kills, gaps } = counts;
  const longest = Math.max(0, ...gaps.map(({ from, to }) => to - from));
  const ways = Object.keys(WAYS).map((way) => `${kills.filter((kill) => kill.way === way).length} by ${way}`);
  return [
    '| guestbook, pods killed at random | |',
    '| --- | --- |',
    `| seconds, seed | ${DURATION_MS / 1_000}, ${SEED} |`,
    `| pods killed | ${kills.length}: ${ways.join(', ')} |`,
    `| times that a tier had no pod | ${gaps.length}, the longest ${longest} ms |`,
    `| requests answered | ${answered} |`,
    `| requests that failed in such a time | ${failures.filter(isExcused).length} |`,
    `| requests that failed otherwise | ${failures.filter((failure) => !isExcused(failure)).length} |`,
    '',
  ].join('\n');
};

afterAll(() => {
  if (IS_LONG) process.stdout.write(table());
});
