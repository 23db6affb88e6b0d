import { describe, expect, test } from 'vitest';
import type { NewPod } from '../../../../src/model/pod.ts';
import type { Container } from '../../../../src/model/workload.ts';
import { containerConfig } from '../../../../src/runtime/docker/container-config.ts';
import { circumstancesOf, containerOf, newPodOf } from '../../../support/circumstances.ts';

const configOf = (container: Partial<Container> = {}, pod: NewPod = newPodOf()) =>
  containerConfig(pod, containerOf(container), circumstancesOf());

test('a plain pod asks for no more than it needs', () => {
  const pod = newPodOf();
  expect(configOf({}, pod)).toEqual({
    Image: 'web:1',
    Hostname: 'web-b7f9d5c4x8-k2x9p',
    Env: [],
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Labels: {
      'berth.dev/managed': 'true',
      'io.kubernetes.pod.namespace': 'shop',
      'io.kubernetes.pod.name': 'web-b7f9d5c4x8-k2x9p',
      'io.kubernetes.pod.uid': 'c0ffee00-0000-4000-8000-000000000000',
      'io.kubernetes.container.name': 'main',
      'berth.dev/owner': 'Deployment/web',
      'berth.dev/revision-hash': 'b7f9d5c4x8',
      'berth.dev/pod-labels': '{"app":"web"}',
      'berth.dev/pod-annotations': '{"note":"n"}',
      'berth.dev/pod-spec': JSON.stringify(pod.spec),
    },
    ExposedPorts: {},
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      RestartPolicy: { Name: 'unless-stopped' },
      PortBindings: {},
      NetworkMode: 'berth',
      DnsOptions: ['ndots:1'],
      DnsSearch: ['shop.svc.cluster.local'],
    },
    NetworkingConfig: { EndpointsConfig: { berth: { IPAMConfig: { IPv4Address: '172.18.128.7' } } } },
  });
});

describe('command and args', () => {
  test.each<[string, Partial<Container>, object]>([
    ['neither: the image decides', {}, {}],
    ['empty lists are none', { command: [], args: [] }, {}],
    ['command stands for ENTRYPOINT', { command: ['run'] }, { Entrypoint: ['run'] }],
    ['args stand for CMD', { args: ['-v'] }, { Cmd: ['-v'] }],
    ['both', { command: ['run'], args: ['-v'] }, { Entrypoint: ['run'], Cmd: ['-v'] }],
    [
      'variables are known in both',
      {
        command: ['$(BIN)'],
        args: ['$(NOPE)', '$$(BIN)', '--at=$(BIN)'],
        env: [{ name: 'BIN', value: '/b' }],
      },
      { Entrypoint: ['/b'], Cmd: ['$(NOPE)', '$(BIN)', '--at=/b'] },
    ],
  ])('%s', (_, container, expected) => {
    const { Entrypoint, Cmd } = configOf(container);
    expect({ ...(Entrypoint && { Entrypoint }), ...(Cmd && { Cmd }) }).toEqual(expected);
  });
});

test('env is expanded, in order', () => {
  const env = [{ name: 'A', value: '1' }, { name: 'B', value: '$(A)$(C)' }, { name: 'EMPTY' }];
  expect(configOf({ env }).Env).toEqual(['A=1', 'B=1$(C)', 'EMPTY=']);
});

test.each([
  [undefined, 'unless-stopped'],
  ['Always', 'unless-stopped'],
  ['OnFailure', 'on-failure'],
  ['Never', 'no'],
] as const)('restartPolicy %s is %s', (restartPolicy, name) => {
  const pod = newPodOf(restartPolicy === undefined ? {} : { restartPolicy });
  expect(configOf({}, pod).HostConfig?.RestartPolicy).toEqual({ Name: name });
});

describe('the host name', () => {
  test.each([
    ['is the name of the pod', newPodOf(), 'web-b7f9d5c4x8-k2x9p'],
    ['is what the spec says', newPodOf({ hostname: 'db-0' }), 'db-0'],
    ['has 63 characters at most', newPodOf({}, { name: 'x'.repeat(70) }), 'x'.repeat(63)],
    [
      'never ends with a dash or a dot',
      newPodOf({}, { name: `${'x'.repeat(60)}-.-${'y'.repeat(9)}` }),
      'x'.repeat(60),
    ],
  ])('%s', (_, pod, hostname) => {
    expect(configOf({}, pod).Hostname).toBe(hostname);
  });
});

test('ports are published on the host only where a host port is given', () => {
  const { ExposedPorts, HostConfig } = configOf({
    ports: [
      { containerPort: 80 },
      { containerPort: 53, protocol: 'UDP', hostPort: 5353 },
      { containerPort: 443, hostPort: 8443, hostIP: '127.0.0.1' },
      { containerPort: 443, hostPort: 9443 },
    ],
  });
  expect(ExposedPorts).toEqual({ '80/tcp': {}, '53/udp': {}, '443/tcp': {} });
  expect(HostConfig?.PortBindings).toEqual({
    '53/udp': [{ HostIp: '', HostPort: '5353' }],
    '443/tcp': [
      { HostIp: '127.0.0.1', HostPort: '8443' },
      { HostIp: '', HostPort: '9443' },
    ],
  });
});

test('the rest goes through as it is', () => {
  const pod = newPodOf({ terminationGracePeriodSeconds: 0 });
  expect(configOf({ workingDir: '/srv', tty: true, stdin: true }, pod)).toMatchObject({
    WorkingDir: '/srv',
    Tty: true,
    OpenStdin: true,
    StopTimeout: 0,
  });
});
