import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berthOk, docker, uniqueNamespace } from './berth.ts';
import { freePort } from './debian-registry.ts';
import { IMAGE } from './pod-fixture.ts';

/** Where pods are found from outside without a Service, and whom they ask for names. */

const namespace = uniqueNamespace();
const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'];
const OTHER_ADDRESS = '127.0.0.100';

const pod = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    terminationGracePeriodSeconds: 1,
    containers: [{ name: 'main', image: IMAGE, command: FOREVER }],
    ...spec,
  },
});
/** Tells its name at these ports of its own. */
const serving = (name: string, port: number, more: object) => ({
  name,
  image: IMAGE,
  command: ['sh', '-c', `mkdir /www; echo ${name} > /www/name; exec httpd -f -p ${port} -h /www`],
  ...more,
});

describe('the network of a pod', () => {
  let open = 0;
  let bound = 0;

  beforeAll(async () => {
    [open, bound] = [await freePort(), await freePort()];
    const pods = [
      pod('served', {
        containers: [
          serving('one', 8080, { ports: [{ containerPort: 8080, hostPort: open }, { containerPort: 8079 }] }),
          serving('two', 9090, {
            ports: [
              { containerPort: 9090, hostPort: bound, hostIP: OTHER_ADDRESS },
              { name: 'names', containerPort: 9090, hostPort: bound, hostIP: OTHER_ADDRESS, protocol: 'UDP' },
            ],
          }),
        ],
      }),
      pod('cluster-first', {}),
      pod('default', { dnsPolicy: 'Default' }),
      pod('none', {
        dnsPolicy: 'None',
        dnsConfig: {
          nameservers: ['192.0.2.1'],
          searches: ['corp.example'],
          options: [{ name: 'ndots', value: '3' }, { name: 'rotate' }],
        },
      }),
      pod('host', { hostNetwork: true }),
      pod('host-cluster-first', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
    ];
    const text = pods.map((one) => JSON.stringify(one)).join('\n---\n');
    await berthOk(['apply', '-n', namespace, '--timeout=60s', '-f', '-'], text);
  });
  afterAll(() => berthOk(['delete', 'namespace', namespace]));

  const ask = async (host: string, port: number): Promise<string> => {
    const answer = await fetch(`http://${host}:${port}/name`).catch(() => undefined);
    return answer === undefined ? 'refused' : (await answer.text()).trim();
  };
  const resolver = async (name: string): Promise<string[]> => {
    const text = await docker('exec', `${name}.${namespace}.pod`, 'cat', '/etc/resolv.conf');
    return text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .toSorted();
  };

  test('a port of the host leads to the container that asks for it, at its address alone', async () => {
    expect(await ask('127.0.0.1', open)).toBe('one');
    expect(await ask(OTHER_ADDRESS, open)).toBe('one');
    expect(await ask(OTHER_ADDRESS, bound)).toBe('two');
    expect(await ask('127.0.0.1', bound)).toBe('refused');
  });

  test('what it says of its own ports opens none of the host', async () => {
    expect(await docker('port', `served.${namespace}.pod`)).not.toContain('8079/tcp');
    expect(await docker('port', `served.${namespace}.pod`)).toContain(
      `9090/udp -> ${OTHER_ADDRESS}:${bound}`,
    );
  });

  test.each([
    ['cluster-first', `search ${namespace}.svc.cluster.local`],
    ['host-cluster-first', `search ${namespace}.svc.cluster.local`],
    ['none', 'search corp.example'],
  ])('%s looks for names in its own domains', async (name, expected) => {
    expect(await resolver(name)).toContain(expected);
  });

  test.each(['default', 'host'])('%s looks for names where the machine does', async (name) => {
    const lines = await resolver(name);
    const machine = await docker(
      'run',
      '--rm',
      ...(name === 'host' ? ['--net=host'] : []),
      IMAGE,
      'cat',
      '/etc/resolv.conf',
    );
    const searches = machine.split('\n').filter((line) => line.startsWith('search'));
    expect(lines.filter((line) => line.startsWith('search'))).toEqual(searches);
    expect(lines.join('\n')).not.toContain('cluster.local');
  });

  test('the options of None are all there are', async () => {
    const lines = await resolver('none');
    expect(lines.find((line) => line.startsWith('options'))).toMatch(
      /^options (?=.*\bndots:3\b)(?=.*\brotate\b)/,
    );
  });
});
