import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LoadCount, startLoad } from '../support/load.ts';
import { berthOk, uniqueNamespace } from './berth.ts';
import { ensureNodeImage, NODE_IMAGE, nodeCommand } from './node-image.ts';

/**
 * Changes under load. `npm run test:load` is the long form: ten rollouts in a row, and a table of what was counted.
 */
const ROUNDS = Number(process.env['BERTH_LOAD_ROUNDS'] ?? 1);

const REPLICAS = 3;
const CONNECTIONS = 4;

/** An answer takes a while, so that there is always one under way when a pod is asked to end. */
const server = (onTerm: string): string[] =>
  nodeCommand(`
const server = require('node:http').createServer((request, response) => {
  request.resume();
  setTimeout(() => response.end(process.env.RELEASE), Math.random() * 20);
}).listen(8080);
process.on('SIGTERM', () => { ${onTerm} });`);

/** What a program does when it is asked to end. */
const apps = {
  'ends-at-once': server('process.exit(0)'),
  'ends-gracefully': server('server.close(() => process.exit(0))'),
};

const names = Object.keys(apps);

const deployment = (name: string, command: string[], release: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: REPLICAS,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 5,
        containers: [{ name: 'web', image: NODE_IMAGE, command, env: [{ name: 'RELEASE', value: release }] }],
      },
    },
  },
});

const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: {
    type: 'NodePort',
    selector: { app: name },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    ...spec,
  },
});

let namespace: string;

beforeAll(() => ensureNodeImage());

beforeEach(() => {
  namespace = uniqueNamespace();
});

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

const apply = async (objects: readonly object[]): Promise<void> => {
  await berthOk(
    ['apply', '-n', namespace, '-f', '-'],
    objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  );
};

const release = (version: string): Promise<void> =>
  apply(Object.entries(apps).map(([name, command]) => deployment(name, command, version)));

const inNamespace = async (...args: string[]): Promise<void> => {
  await berthOk([...args, '-n', namespace]);
};

const urlOf = async (name: string): Promise<string> => {
  const port = await berthOk([
    'get',
    'service',
    name,
    '-n',
    namespace,
    '-o',
    'jsonpath={.spec.ports[0].nodePort}',
  ]);
  return `http://127.0.0.1:${port}/`;
};

/** Each can be made again and again. */
const changes: Record<string, (round: number) => Promise<void>> = {
  'a rollout': (round) => release(`r${round}`),
  'scale down and up': async () => {
    await inNamespace('scale', 'deployment', ...names, '--replicas=1');
    await inNamespace('scale', 'deployment', ...names, `--replicas=${REPLICAS}`);
  },
  'rollout restart': () => inNamespace('rollout', 'restart', 'deployment', ...names),
  'a proxy configuration': (round) =>
    apply(names.map((name) => service(name, { sessionAffinity: round % 2 === 0 ? 'None' : 'ClientIP' }))),
};

interface Row extends LoadCount {
  change: string;
  app: string;
  keepAlive: boolean;
}

const rows: Row[] = [];

/** Under the load of clients of both ways to every app at once. */
const underLoad = async (change: string, act: () => Promise<void>): Promise<Row[]> => {
  const kinds = names.flatMap((app) => [true, false].map((keepAlive) => ({ app, keepAlive })));
  const loads = await Promise.all(
    kinds.map(async (kind) => ({
      ...kind,
      change,
      load: startLoad(await urlOf(kind.app), CONNECTIONS, kind.keepAlive),
    })),
  );
  await act();
  return Promise.all(loads.map(async ({ load, ...kind }) => ({ ...kind, ...(await load.stop()) })));
};

describe('under load', () => {
  test(
    'no change loses a request, whether programs end at once or gracefully and connections are kept or not',
    async () => {
      await apply(names.map((name) => service(name)));
      await release('r0');
      for (const [change, act] of Object.entries(changes)) {
        rows.push(
          ...(await underLoad(change, async () => {
            for (let round = 1; round <= ROUNDS; round++) await act(round);
          })),
        );
      }
      expect(rows.filter(({ lost }) => lost.length > 0)).toEqual([]);
      expect(rows.filter(({ answered }) => answered === 0)).toEqual([]);
    },
    60_000 + ROUNDS * 120_000,
  );
});

const table = (): string =>
  [
    '| change | program | connections | answered | lost |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ change, app, keepAlive, answered, lost }) =>
        `| ${change} | ${app} | ${keepAlive ? 'kept' : 'new'} | ${answered} | ${lost.length} |`,
    ),
    '',
  ].join('\n');

afterAll(() => {
  if (ROUNDS > 1) process.stdout.write(table());
});
