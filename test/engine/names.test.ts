import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';
import { installResolvers, resolvers } from './resolvers.ts';

const IMAGE = 'busybox:musl';

const deployment = (name: string, replicas: number, shell: string) => ({
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
        containers: [{ name: 'main', image: IMAGE, command: ['sh', '-c', shell] }],
      },
    },
  },
});

const service = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
});

const WEB = 'mkdir /www; hostname > /www/index.html; exec httpd -f -p 8080 -h /www';
/** Sends a datagram to its own pod by the name of a Service, and says what came. */
const DATAGRAM = `
  const socket = require('node:dgram').createSocket('udp4');
  socket.on('message', (bytes) => { console.log(String(bytes)); socket.close(); });
  socket.bind(9053, () => socket.send('hello', 9053, 'datagrams'));
  setTimeout(() => process.exit(1), 5_000).unref();
`;

const namespace = uniqueNamespace();
const other = `${namespace}-other`;

const apply = (objects: readonly object[], into = namespace): Promise<string> =>
  berthOk(['apply', '-n', into, '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n---\n'));

const get = async (what: string, path: string): Promise<string> =>
  berthOk(['get', ...what.split(' '), '-n', namespace, '-o', `jsonpath={${path}}`]);

let client: string;

/** What a program in the client's pod prints. */
const inClient = (...command: string[]): Promise<string> => docker('exec', client, ...command);

const addressesOf = async (name: string): Promise<string[]> => {
  const out = await inClient('sh', '-c', `nslookup -type=a ${name} 2>&1 || true`);
  const [, answer = ''] = out.split(/^Name:/m);
  return [...new Set(out.slice(out.indexOf(answer)).match(/\d+(?:\.\d+){3}/g))].sort();
};

const podAddresses = async (app: string): Promise<string[]> =>
  (await get(`pods -l app=${app}`, '.items[*].status.podIP')).split(' ').sort();

const webs = async (): Promise<string[]> =>
  (await containersOf(namespace)).filter((name) => name.startsWith('web-'));

const textOf = async (url: string): Promise<string> =>
  (await inClient('timeout', '5', 'wget', '-q', '-O', '-', url)).trim();

beforeAll(async () => {
  await apply([service('web', {}), deployment('web', 2, WEB)]);
  await apply([service('web', {}), deployment('web', 1, WEB)], other);
  await apply([deployment('client', 1, 'exec sleep 1000000')]);
  client = (await containersOf(namespace)).find((name) => name.startsWith('client-')) ?? '';
  await installResolvers(client);
});

afterAll(async () => {
  for (const each of [namespace, other])
    await berthOk(['delete', 'namespace', each, '--ignore-not-found', '--grace-period=1']);
});

describe('names on a real engine', () => {
  test.each(resolvers)('of Services are found by $name', async ({ command, found }) => {
    const address = await get('service web', '.spec.clusterIP');
    const said = async (name: string) =>
      `${name} ${await inClient('sh', '-c', '"$@" 2>&1 || true', 'sh', ...command(name))}`;
    for (const name of [
      'web',
      `web.${namespace}`,
      `web.${namespace}.svc`,
      `web.${namespace}.svc.cluster.local`,
    ]) {
      expect(await said(name)).toSatisfy((text: string) => found(text, address));
    }
    expect(await said(`web.${other}`)).not.toContain(address);
  });

  test('of a headless Service lead to its pods, which are made before or after it', async () => {
    await apply([service('early', { clusterIP: 'None', selector: { app: 'late' } })]);
    await apply([deployment('late', 2, WEB)]);
    expect(await addressesOf(`early.${namespace}`)).toEqual(await podAddresses('late'));
    await apply([service('afterwards', { clusterIP: 'None' })]);
    expect(await addressesOf(`afterwards.${namespace}`)).toEqual(await podAddresses('web'));
    await berthOk(['delete', '-n', namespace, 'service', 'afterwards']);
    const names = await docker(
      'inspect',
      '--format',
      '{{json .NetworkSettings.Networks}}',
      ...(await webs()),
    );
    expect(names).not.toContain('afterwards');
  });

  test('are given to pods while these answer', async () => {
    const [address = ''] = await podAddresses('web');
    const ask = `timeout 5 wget -q -O /dev/null http://${address}:8080/`;
    await inClient('sh', '-c', `(while ${ask}; do echo; done; echo lost) > /answers &`);
    await apply([service('meanwhile', { clusterIP: 'None' })]);
    expect(await addressesOf(`meanwhile.${namespace}`)).toContain(address);
    expect(await inClient('sh', '-c', 'wc -l < /answers')).not.toBe('0\n');
    expect(await inClient('cat', '/answers')).not.toContain('lost');
  });

  test('of a headless Service without a selector lead to the addresses that a manifest names', async () => {
    const [ip] = await podAddresses('web');
    await apply([
      service('named', { clusterIP: 'None', selector: {}, ports: [{ port: 8080 }] }),
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'named' },
        subsets: [{ addresses: [{ ip }], ports: [{ port: 8080 }] }],
      },
    ]);
    expect(await textOf('http://named:8080/')).toMatch(/^web-/);
    expect(await get('service named', '.spec.clusterIP')).toBe('None');
  });

  test('of a Service that is the name of another host lead there', async () => {
    const spec = { type: 'ExternalName', externalName: `web.${other}.svc.cluster.local`, selector: {} };
    await apply([service('elsewhere', { ...spec, ports: [] })]);
    await expect.poll(() => textOf('http://elsewhere/').catch(String), { timeout: 10_000 }).toMatch(/^web-/);
    expect(await berthOk(['get', 'service', 'elsewhere', '-n', namespace])).toMatch(
      /ExternalName +<none> +web\.\S+-other\.svc\.cluster\.local +<none>/,
    );
  });

  test('of a Service of UDP ports lead to its pods', async () => {
    const ports = [{ port: 9053, protocol: 'UDP' }];
    await apply([service('datagrams', { selector: { app: 'client' }, ports })]);
    expect(await inClient(process.execPath, '--eval', DATAGRAM)).toBe('hello\n');
  });

  test('and addresses are told in variables to pods that are made after a Service', async () => {
    await apply([deployment('told', 1, 'exec sleep 1000000')]);
    const [told = ''] = (await containersOf(namespace)).filter((name) => name.startsWith('told-'));
    const variables = (await docker('exec', told, 'env')).split('\n');
    const address = await get('service web', '.spec.clusterIP');
    expect(variables).toContain(`WEB_SERVICE_HOST=${address}`);
    expect(variables).toContain('WEB_SERVICE_PORT=80');
    expect(variables).toContain(`WEB_PORT_80_TCP=tcp://${address}:80`);
  });
});
