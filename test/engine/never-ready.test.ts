import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLoad } from '../support/load.ts';
import { berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';

/** Writes a line for every request at port 8080. Probes are answered at port 8081, and leave no line. */
const SHELL = `mkdir -p /www /probes; echo hello > /www/index.html; [ -z "$READY" ] || echo ok > /probes/ready
httpd -p 8081 -h /probes; exec httpd -f -v -p 8080 -h /www 2>&1`;

const httpProbe = { httpGet: { path: '/ready', port: 8081 }, periodSeconds: 1 };
const execProbe = { exec: { command: ['test', '-e', '/probes/ready'] }, periodSeconds: 1 };

/** All of them are behind one Service. */
const deployment = (name: string, replicas: number, readinessProbe: object, release = '') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web', name } },
    template: {
      metadata: { labels: { app: 'web', name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'web',
            image: 'busybox:musl',
            command: ['sh', '-c', SHELL],
            env: [{ name: 'READY', value: release }],
            readinessProbe,
          },
        ],
      },
    },
  },
});

/** One speaks http to the pods, the other passes bytes on. */
const ports = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'bytes', port: 81, targetPort: 8080 },
];
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type: 'NodePort', selector: { app: 'web' }, ports },
};

const namespace = uniqueNamespace();
const apply = (objects: readonly object[], ...flags: string[]): Promise<string> =>
  berthOk(
    ['apply', '-n', namespace, ...flags, '-f', '-'],
    objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  );

const logs = async (name: string): Promise<string> => {
  const containers = (await containersOf(namespace)).filter((container) => container.startsWith(`${name}-`));
  expect(containers.length).toBeGreaterThan(0);
  return (await Promise.all(containers.map((container) => docker('logs', container)))).join('');
};

const nodePort = (index: number): Promise<string> =>
  berthOk(['get', 'svc', 'web', '-n', namespace, '-o', `jsonpath={.spec.ports[${index}].nodePort}`]);

beforeAll(async () => {
  await apply([deployment('sick-http', 1, httpProbe), deployment('sick-exec', 1, execProbe)], '--wait=false');
  await apply([service, deployment('web', 1, httpProbe, 'r0')]);
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

describe('a pod that never was ready', () => {
  test('is sent nothing through ten rollouts of its neighbours, under load', async () => {
    const loads = await Promise.all(
      [0, 1].map(async (index) => startLoad(`http://127.0.0.1:${await nodePort(index)}/`, 2, false, ['GET'])),
    );
    for (let round = 1; round <= 10; round++) await apply([deployment('web', 1, httpProbe, `r${round}`)]);
    const counts = await Promise.all(loads.map((load) => load.stop()));
    expect(counts.flatMap(({ lost }) => lost)).toEqual([]);
    expect(await logs('web')).toContain('response:200');
    expect(await logs('sick-http')).toBe('');
    expect(await logs('sick-exec')).toBe('');
  });
});
