import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { serviceEndpoints } from '../../src/model/endpoints.ts';
import type { HttpGet } from '../../src/model/probe.ts';
import { DEFAULT_PROXY_IMAGE } from '../../src/model/proxy.ts';
import type { ServiceSpec } from '../../src/model/service.ts';
import { proxyConfiguration } from '../../src/planner/proxy/configuration.ts';
import { startLoad } from '../support/load.ts';
import { serviceOf, servingPod } from '../support/services.ts';
import { berth, berthOk, docker, program, uniqueNamespace } from './berth.ts';

const IMAGE = 'busybox:musl';

interface App {
  name?: string;
  replicas?: number;
  /** Another version is another template. */
  version?: string;
  container?: object;
}

const PUBLISHED = '{.status.loadBalancer.ingress[0].hostname}';

/** Web servers that answer with their own name, and at one place to any method. */
const app = ({ name = 'web', replicas = 1, version = '1', container = {} }: App = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'web',
            image: IMAGE,
            command: [
              'sh',
              '-c',
              `mkdir -p /www/cgi-bin; echo ready > /www/ready; hostname > /www/index.html
               printf '#!/bin/sh\\nprintf "Content-Type: text/plain\\\\n\\\\n"\\n' > /www/cgi-bin/any; chmod +x /www/cgi-bin/any
               exec httpd -f -p 8080 -h /www`,
            ],
            env: [{ name: 'VERSION', value: version }],
            ports: [{ name: 'http', containerPort: 8080 }],
            ...container,
          },
        ],
      },
    },
  },
});

const service = (spec: Partial<ServiceSpec> = {}, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
});

let namespaces: string[];
let namespace: string;

const newNamespace = (): string => {
  const made = uniqueNamespace();
  namespaces.push(made);
  return made;
};

beforeEach(() => {
  namespaces = [];
  namespace = newNamespace();
});

afterEach(async () => {
  for (const each of namespaces) await berthOk(['delete', 'namespace', each, '--ignore-not-found']);
});

const apply = (objects: readonly object[], into = namespace): Promise<string> =>
  berthOk(['apply', '-n', into, '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n---\n'));

const get = async (what: string, path: string, from = namespace): Promise<string> =>
  berthOk(['get', ...what.split(' '), '-n', from, '-o', `jsonpath={${path}}`]);

const podNames = async (from = namespace): Promise<string[]> =>
  (await get('pods', '.items[*].metadata.name', from)).split(' ').filter((name) => name !== '');

/** What a program in the first pod gets for a URL. */
const fromPod = async (url: string, from = namespace): Promise<string> => {
  const [pod = ''] = await podNames(from);
  return (await docker('exec', `${pod}.${from}`, 'timeout', '5', 'wget', '-q', '-O', '-', url)).trim();
};

const fromHost = async (port: string): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  return `${response.status === 200 ? '' : `${response.status} `}${(await response.text()).trim()}`;
};

/** What `get -w` of a kind has shown so far. */
const watching = (kind: string): (() => string) => {
  const [file, ...first] = program;
  const child = spawn(file, [...first, 'get', kind, '-w', '-n', namespace], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill());
  let text = '';
  child.stdout.on('data', (part) => (text += String(part)));
  return () => text;
};

const nodePort = (): Promise<string> => get('service web', '.spec.ports[0].nodePort');

describe('a Service on a real engine', () => {
  test('is found by all its names', async () => {
    await apply([service(), app()]);
    const [pod] = await podNames();
    for (const host of [
      'web',
      `web.${namespace}`,
      `web.${namespace}.svc`,
      `web.${namespace}.svc.cluster.local`,
    ]) {
      expect(await fromPod(`http://${host}/`)).toBe(pod);
    }
    expect(await fromPod(`http://${await get('service web', '.spec.clusterIP')}/`)).toBe(pod);
  });

  test('is another one in another namespace', async () => {
    const other = newNamespace();
    await apply([service(), app()]);
    await apply([service(), app()], other);
    for (const each of [namespace, other]) {
      const [pod] = await podNames(each);
      for (let tried = 0; tried < 4; tried++) expect(await fromPod('http://web/', each)).toBe(pod);
    }
    const [pod] = await podNames();
    expect(await fromPod(`http://web.${namespace}/`, other)).toBe(pod);
  });

  test('spreads requests over its pods, made before or after them', async () => {
    await apply([app({ replicas: 3 })]);
    await apply([service({ type: 'NodePort' })]);
    const port = await nodePort();
    const answers = new Set<string>();
    for (let asked = 0; asked < 9; asked++) answers.add(await fromHost(port));
    expect([...answers].sort()).toEqual((await podNames()).sort());
    await berthOk(['scale', '-n', namespace, 'deploy/web', '--replicas=1']);
    const [only] = await podNames();
    for (let asked = 0; asked < 4; asked++) expect(await fromHost(port)).toBe(only);
  });

  test('looks named ports up in the pods, and serves several', async () => {
    const ports = [
      { name: 'a', port: 81, targetPort: 'http' },
      { name: 'b', port: 82, targetPort: 8080 },
    ];
    await apply([service({ ports }), app()]);
    const [pod] = await podNames();
    expect(await fromPod('http://web:81/')).toBe(pod);
    expect(await fromPod('http://web:82/')).toBe(pod);
  });

  test.each([
    ['http', { httpGet: { path: '/ready', port: 'http' } }],
    ['a command', { exec: { command: ['test', '-e', '/www/ready'] } }],
  ])('sends nothing to a pod whose readiness probe by %s fails, though no berth runs', async (_, action) => {
    const readinessProbe = { ...action, periodSeconds: 1, failureThreshold: 1 };
    await apply([service({ type: 'NodePort' }), app({ replicas: 2, container: { readinessProbe } })]);
    const port = await nodePort();
    const [sick = '', well = ''] = await podNames();
    await docker('exec', `${sick}.${namespace}`, 'rm', '/www/ready');
    await expect
      .poll(() => fromHost(port).then(async (a) => [a, await fromHost(port)]), { timeout: 15_000 })
      .toEqual([well, well]);
    // One that comes along writes down what it sees, and leaves again.
    await apply([service({ type: 'NodePort' })]);
    await docker('exec', `${sick}.${namespace}`, 'touch', '/www/ready');
    await expect.poll(() => fromHost(port), { timeout: 15_000, interval: 100 }).toBe(sick);
  });

  test('closes at once where it has no pods', async () => {
    await apply([service({ type: 'NodePort' })]);
    expect(await fromHost(await nodePort())).toMatch(/^503 /);
  });

  test('keeps its port of the host and its address when it is applied again', async () => {
    await apply([service({ type: 'NodePort' })]);
    const [port, address] = [await nodePort(), await get('service web', '.spec.clusterIP')];
    expect(Number(port)).toBeGreaterThanOrEqual(30_000);
    expect(Number(port)).toBeLessThanOrEqual(32_767);
    await apply([service({ type: 'NodePort', sessionAffinity: 'ClientIP' })]);
    expect([await nodePort(), await get('service web', '.spec.clusterIP')]).toEqual([port, address]);
  });

  test('is pending where its port is taken, with the holder named, and serves all the same', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const ports = [{ name: 'http', port: taken, targetPort: 8080 }];
      const input = [service({ type: 'LoadBalancer', ports }), app()]
        .map((each) => JSON.stringify(each))
        .join('\n---\n');
      const { code, stderr } = await berth(['apply', '-n', namespace, '-f', '-'], input);
      expect(code).toBe(0);
      expect(stderr).toContain(
        `Warning: service/web is pending: port ${taken} of the host is taken by a program on the host\n`,
      );
      expect(await berthOk(['get', 'svc', 'web', '-n', namespace])).toContain('<pending>');
      const [pod] = await podNames();
      expect(await fromPod(`http://web:${taken}/`)).toBe(pod);
      // A command that waits for something else meanwhile gets it as soon as it is free.
      const waiting = berthOk([
        'wait',
        '-n',
        namespace,
        'service/web',
        `--for=jsonpath=${PUBLISHED}=localhost`,
      ]);
      await new Promise((resolve) => holder.close(resolve));
      await waiting;
      expect(await fromHost(String(taken))).toBe(pod);
      expect(await fromPod(`http://web:${taken}/`)).toBe(pod);
    } finally {
      holder.close();
    }
  });

  test.each([
    [
      'Endpoints',
      (ip: string) => ({
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'named' },
        subsets: [{ addresses: [{ ip }], ports: [{ name: 'http', port: 80 }] }],
      }),
    ],
    [
      'an EndpointSlice',
      (ip: string) => ({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'named-1', labels: { 'kubernetes.io/service-name': 'named' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [ip] }],
        ports: [{ name: 'http', port: 80 }],
      }),
    ],
  ])('leads to the addresses that %s of a manifest names where it has no selector', async (_, naming) => {
    await apply([app(), service({ selector: { app: 'web' } }, 'real'), service({ selector: {} }, 'named')]);
    const ip = await get('service real', '.spec.clusterIP');
    await apply([naming(ip)]);
    const [pod] = await podNames();
    expect(await fromPod('http://named/')).toBe(pod);
  });

  test('leads elsewhere as soon as its selector does', async () => {
    const selecting = (name: string) => service({ type: 'NodePort', selector: { app: name } });
    await apply([app(), app({ name: 'other' }), selecting('web')]);
    const port = await nodePort();
    expect(await fromHost(port)).toMatch(/^web-/);
    await apply([selecting('other')]);
    expect(await fromHost(port)).toMatch(/^other-/);
  });

  test('leads to pods that are not ready where it is asked to, and there alone', async () => {
    const readinessProbe = {
      exec: { command: ['test', '-e', '/www/ready'] },
      periodSeconds: 1,
      failureThreshold: 1,
    };
    const always = service({ type: 'NodePort', publishNotReadyAddresses: true }, 'always');
    const selector = { app: 'web' };
    await apply([
      app({ container: { readinessProbe } }),
      service({ type: 'NodePort' }),
      { ...always, spec: { ...always.spec, selector } },
    ]);
    const [pod = ''] = await podNames();
    const alwaysAt = await get('service always', '.spec.ports[0].nodePort');
    const port = await nodePort();
    await docker('exec', `${pod}.${namespace}`, 'rm', '/www/ready');
    await expect.poll(() => fromHost(port), { timeout: 15_000 }).toMatch(/^503 /);
    expect(await fromHost(alwaysAt)).toBe(pod);
  });

  test('keeps a client with its pod where it is asked to, also while other pods change', async () => {
    await apply([service({ type: 'NodePort', sessionAffinity: 'ClientIP' }), app({ replicas: 2 })]);
    const port = await nodePort();
    const first = await fromHost(port);
    for (let asked = 0; asked < 4; asked++) expect(await fromHost(port)).toBe(first);
    await berthOk(['scale', '-n', namespace, 'deploy/web', '--replicas=4']);
    for (let asked = 0; asked < 4; asked++) expect(await fromHost(port)).toBe(first);
  });

  test('forgets a client that stays away for as long as it says', async () => {
    const affinity: Partial<ServiceSpec> = {
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 1 } },
    };
    await apply([service({ type: 'NodePort', ...affinity }), app({ replicas: 2 })]);
    const port = await nodePort();
    const first = await fromHost(port);
    expect(await fromHost(port)).toBe(first);
    await expect.poll(() => fromHost(port), { timeout: 15_000, interval: 2_000 }).not.toBe(first);
  });

  test('is watched with its endpoints, though no pod changes', async () => {
    const [services, endpoints] = [watching('svc'), watching('endpoints')];
    await apply([service()]);
    await expect.poll(services, { timeout: 20_000 }).toMatch(/^web +ClusterIP +[\d.]+ /m);
    await expect.poll(endpoints, { timeout: 20_000 }).toMatch(/^web +<none> /m);
    await apply([app()]);
    await expect.poll(endpoints, { timeout: 20_000 }).toMatch(/^web +[\d.]+:8080 /m);
    await apply([service({ ports: [{ name: 'http', port: 81, targetPort: 8081 }] })]);
    await expect.poll(services, { timeout: 20_000 }).toMatch(/^web .* 81\/TCP /m);
    await expect.poll(endpoints, { timeout: 20_000 }).toMatch(/^web +[\d.]+:8081 /m);
  });

  test('serves again after its proxy was restarted', async () => {
    await apply([service({ type: 'NodePort' }), app()]);
    const port = await nodePort();
    const [pod] = await podNames();
    const [proxy = ''] = (
      await docker('ps', '--quiet', '--filter', `label=berth.dev/service=${namespace}/web`)
    ).split('\n');
    await docker('restart', proxy);
    await expect.poll(() => fromHost(port).catch(String), { timeout: 10_000 }).toBe(pod);
  });

  test.each([
    ['kept', true],
    ['made for each request', false],
  ])('loses no request while 3 replicas are replaced, with connections %s', async (_, keepAlive) => {
    await apply([service({ type: 'NodePort' }), app({ replicas: 3 })]);
    const before = await podNames();
    const load = startLoad(`http://127.0.0.1:${await nodePort()}/cgi-bin/any`, 6, keepAlive);
    await apply([app({ replicas: 3, version: '2' })]);
    const { answered, lost } = await load.stop();
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    const after = await podNames();
    expect(after.filter((pod) => before.includes(pod))).toEqual([]);
  });
});

describe('configurations of the proxy', () => {
  const httpGet: HttpGet = {
    path: "/a b'c",
    port: 8080,
    scheme: 'HTTPS',
    httpHeaders: [{ name: 'X-A', value: '100% "b"' }],
  };
  const container = { readinessProbe: { httpGet } };
  const two = [servingPod('a', 1, container), servingPod('b', 2, container, { ready: false })];
  const probed = [
    { name: 'web', image: 'web:1', readinessProbe: { httpGet } },
    { name: 'db', image: 'db:1', readinessProbe: { tcpSocket: { port: 5432 } } },
  ];

  test.each<[string, Partial<ServiceSpec>, ReturnType<typeof servingPod>[]]>([
    ['without endpoints', {}, []],
    ['for tcp', {}, two],
    ['for http', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }, two],
    ['for h2', { ports: [{ appProtocol: 'kubernetes.io/h2c', port: 80 }] }, two],
    ['with affinity', { sessionAffinity: 'ClientIP', ports: [{ port: 1023 }, { name: 'b', port: 81 }] }, two],
    ['for the name of another host', { type: 'ExternalName', externalName: 'db.example.com', ports: [] }, []],
    ['for pods of several containers', {}, two.map((pod) => ({ ...pod, spec: { containers: probed } }))],
  ])('%s are what HAProxy understands', async (_, spec, pods) => {
    const asked = serviceOf(spec);
    const { text } = proxyConfiguration(asked, serviceEndpoints(asked, pods));
    const folder = mkdtempSync(join(tmpdir(), 'berth-proxy-'));
    const container = await docker(
      'create',
      '--entrypoint',
      'haproxy',
      DEFAULT_PROXY_IMAGE,
      '-c',
      '-f',
      '/tmp/x.cfg',
    );
    try {
      const file = join(folder, 'x.cfg');
      writeFileSync(file, text, { mode: 0o644 });
      await docker('cp', file, `${container.trim()}:/tmp/x.cfg`);
      expect(await docker('start', '--attach', container.trim())).not.toContain('ALERT');
    } finally {
      await docker('rm', '--force', container.trim());
      rmSync(folder, { recursive: true });
    }
  });
});
