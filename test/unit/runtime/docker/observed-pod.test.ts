import type { ContainerInfo } from '../../../../src/runtime/docker/docker-types.ts';
import { describe, expect, test } from 'vitest';
import type { NewPod, ObservedPod } from '../../../../src/model/pod.ts';
import { containerConfig } from '../../../../src/runtime/docker/container-config.ts';
import { observedPod } from '../../../../src/runtime/docker/observed-pod.ts';
import { circumstancesOf } from '../../../support/circumstances.ts';

const POD: NewPod = {
  namespace: 'shop',
  name: 'web-1',
  uid: 'uid-1',
  labels: { app: 'web' },
  annotations: { note: 'grün' },
  owner: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  hash: 'b7f9d5c4x8',
  spec: { containers: [{ name: 'main', image: 'web:1' }], restartPolicy: 'Always' },
};
const [CONTAINER = { name: '', image: '' }] = POD.spec.containers;
const LABELS = containerConfig(POD, CONTAINER, circumstancesOf()).Labels ?? {};
const CREATED = 1_767_268_800;
const RUN = { restarts: 2, startedAt: CREATED * 1_000 + 412 };

const listed = (container: Partial<ContainerInfo> = {}): ContainerInfo => ({
  Id: 'cafe',
  Names: ['/web-1.shop'],
  Image: 'web:1',
  Created: CREATED,
  Ports: [],
  Labels: LABELS,
  State: 'running',
  Status: 'Up 5 seconds',
  NetworkSettings: {
    Networks: {
      berth: {
        IPAMConfig: { IPv4Address: '172.18.128.7' },
        IPAddress: '172.18.128.7',
      },
    },
  },
  ...container,
});

test('a pod comes back as it was asked for, with what the engine knows of it', () => {
  expect(observedPod(listed(), RUN)).toEqual({
    ...POD,
    id: 'cafe',
    state: 'running',
    ready: true,
    terminating: false,
    ip: '172.18.128.7',
    createdAt: CREATED * 1_000,
    startedAt: RUN.startedAt,
    restarts: 2,
  });
});

test.each<[State: string, Status: string, expected: Partial<ObservedPod>]>([
  ['created', 'Created', { state: 'created', ready: false }],
  ['running', 'Up 5 seconds (health: starting)', { state: 'running', ready: false }],
  ['running', 'Up 5 seconds (healthy)', { state: 'running', ready: true }],
  ['running', 'Up 5 seconds (unhealthy)', { state: 'running', ready: false }],
  ['paused', 'Up 5 seconds (Paused)', { state: 'paused', ready: false, startedAt: RUN.startedAt }],
  ['restarting', 'Restarting (3) 1 second ago', { state: 'restarting', ready: false, exitCode: 3 }],
  ['exited', 'Exited (137) 1 second ago', { state: 'exited', ready: false, exitCode: 137 }],
  ['removing', 'Removal In Progress', { state: 'exited', terminating: true }],
  ['dead', 'Dead', { state: 'dead', ready: false }],
  ['configured', 'Created', { state: 'created' }],
  ['stopped', 'Exited (0) 1 second ago', { state: 'exited', exitCode: 0 }],
])('%s, "%s"', (State, Status, expected) => {
  expect(observedPod(listed({ State, Status }), RUN)).toMatchObject(expected);
});

test.each([
  ['restarting', 'Restarting (3) 1 second ago'],
  ['exited', 'Exited (137) 1 second ago'],
])('a pod that is to run again keeps its address while it is %s', (State, Status) => {
  const networks = { berth: { IPAddress: '', IPAMConfig: { IPv4Address: '172.18.128.7' } } };
  const container = listed({ State, Status, NetworkSettings: { Networks: networks } });
  expect(observedPod(container, RUN)).toMatchObject({ ip: '172.18.128.7' });
});

test('a pod that has ended for good has no present run and no address', () => {
  const once = { ...POD, spec: { ...POD.spec, restartPolicy: 'Never' as const } };
  const Labels = containerConfig(once, CONTAINER, circumstancesOf()).Labels ?? {};
  const pod = observedPod(listed({ State: 'exited', Status: 'Exited (0) 1 second ago', Labels }), RUN);
  expect(pod).not.toHaveProperty('startedAt');
  expect(pod).not.toHaveProperty('ip');
  expect(pod?.restarts).toBe(2);
});

test('a renamed pod is terminating', () => {
  expect(observedPod(listed({ Names: ['/web-1.shop.terminating'] }), RUN)?.terminating).toBe(true);
});

test('a pod that someone took off its network has no address, and is not ready', () => {
  const pod = observedPod(listed({ NetworkSettings: { Networks: {} } }), undefined);
  expect(pod).not.toHaveProperty('ip');
  expect(pod).toMatchObject({ cutOff: true, ready: false });
});

describe('no pod is', () => {
  const without = (label: string): Record<string, string> => {
    const { [label]: _, ...rest } = LABELS;
    return rest;
  };

  test.each([
    ['a container without labels', {}],
    ['one without a namespace', without('io.kubernetes.pod.namespace')],
    ['one without a name', without('io.kubernetes.pod.name')],
    ['one without a uid', without('io.kubernetes.pod.uid')],
    ['one without a spec', without('berth.dev/pod-spec')],
    ['one whose spec is no JSON', { ...LABELS, 'berth.dev/pod-spec': '{' }],
    ['one whose spec is no object', { ...LABELS, 'berth.dev/pod-spec': '7' }],
    ['one whose spec has no containers', { ...LABELS, 'berth.dev/pod-spec': '{}' }],
  ])('%s', (_, Labels) => {
    expect(observedPod(listed({ Labels }), RUN)).toBeUndefined();
  });
});
