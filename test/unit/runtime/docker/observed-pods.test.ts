import { expect, test } from 'vitest';
import type { ContainerInfo } from '../../../../src/runtime/docker/docker-types.ts';
import type { NewPod } from '../../../../src/model/pod.ts';
import { memberConfig, sandboxConfig } from '../../../../src/runtime/docker/container-config.ts';
import { observedPods } from '../../../../src/runtime/docker/observed-pods.ts';
import { circumstancesOf } from '../../../support/circumstances.ts';

const POD: NewPod = {
  namespace: 'shop',
  name: 'web-1',
  uid: 'uid-1',
  labels: { app: 'web' },
  annotations: {},
  owner: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  hash: 'b7f9d5c4x8',
  spec: {
    initContainers: [{ name: 'setup', image: 'setup:1' }],
    containers: [
      { name: 'app', image: 'app:1' },
      { name: 'log', image: 'log:1' },
    ],
  },
};

const labelsOf = (name: string): Record<string, string> => {
  const spec = [...(POD.spec.initContainers ?? []), ...POD.spec.containers].find((one) => one.name === name);
  const config = spec
    ? memberConfig(POD, spec, circumstancesOf(), 'sandbox')
    : sandboxConfig(POD, 'tools:1', circumstancesOf());
  return config.Labels ?? {};
};

const listed = (name: string, Status: string, names = [`/web-1.shop_${name}`]): ContainerInfo => {
  const [word = ''] = Status.split(' ');
  const states: Record<string, string> = { Up: 'running', Exited: 'exited', Created: 'created' };
  const Networks = { berth: { IPAddress: '' } };
  return {
    Id: `id-${name}`,
    Names: names,
    Image: `${name}:1`,
    Created: 1_767_268_800,
    Ports: [],
    Labels: labelsOf(name),
    State: states[word] ?? 'restarting',
    Status,
    NetworkSettings: { Networks },
  };
};

const sandbox = (status = 'Up 5 seconds') => listed('POD', status, ['/web-1.shop']);
const runs = (begins: Readonly<Record<string, number>>) =>
  new Map(Object.entries(begins).map(([name, startedAt]) => [`id-${name}`, { startedAt, restarts: 0 }]));

const statesOf = (containers: readonly ContainerInfo[], begins: Readonly<Record<string, number>>): string => {
  const [pod, ...more] = observedPods(containers, runs(begins));
  if (pod === undefined || more.length > 0) throw new Error(`one pod expected, not ${more.length + 1}`);
  const states = (pod.containers ?? []).map(
    ({ name, state, adrift }) => `${name} ${adrift ? 'adrift' : state}`,
  );
  return [pod.state, ...states].join(', ');
};

const UP = [
  listed('log', 'Up 3 seconds'),
  listed('app', 'Up 3 seconds'),
  listed('setup', 'Exited (0) 4 seconds ago'),
];

test('containers of one uid are one pod, in the order of its manifest', () => {
  const [pod] = observedPods([...UP, sandbox()], runs({ POD: 1, setup: 2, app: 3, log: 4 }));
  expect(pod).toMatchObject({
    ...POD,
    id: 'sandboxed_uid-1',
    state: 'running',
    ready: true,
    startedAt: 4,
    containers: [{ name: 'setup', exitCode: 0 }, { name: 'app' }, { name: 'log', id: 'id-log' }],
  });
});

test('what runs since before its sandbox began shares a network that has gone', () => {
  const begins = { POD: 10, setup: 2, app: 3, log: 11 };
  expect(statesOf([...UP, sandbox()], begins)).toBe('running, setup exited, app adrift, log running');
});

test('a pod that came back with the engine is initialized, though its init containers ran before', () => {
  const begins = { POD: 10, setup: 2, app: 11, log: 12 };
  expect(statesOf([...UP, sandbox()], begins)).toBe('running, setup exited, app running, log running');
});

test('a pod that did not come back begins anew', () => {
  const down = [
    listed('setup', 'Exited (0) 1 hour ago'),
    listed('app', 'Exited (128) 1 hour ago'),
    listed('log', 'Exited (128) 1 hour ago'),
  ];
  const begins = { POD: 10, setup: 2, app: 3, log: 4 };
  expect(statesOf([...down, sandbox()], begins)).toBe('created, setup created, app created, log created');
});

test('a sandbox that does not run leaves its containers adrift', () => {
  const begins = { POD: 1, setup: 2, app: 3, log: 4 };
  expect(statesOf([...UP, sandbox('Exited (0) 1 second ago')], begins)).toBe(
    'running, setup exited, app adrift, log adrift',
  );
});

test('what is left of a pod without its sandbox is dead, and still its own', () => {
  const [pod, ...more] = observedPods(UP, runs({ app: 3 }));
  expect(more).toEqual([]);
  expect(pod).toMatchObject({ id: 'sandboxed_uid-1', state: 'dead', uid: 'uid-1', owner: POD.owner });
});

test('a pod of which only a part was made is dead', () => {
  const [pod] = observedPods([sandbox('Created'), listed('setup', 'Created')], runs({}));
  expect(pod).toMatchObject({ state: 'dead', terminating: false, hash: POD.hash });
});

test('the name of its sandbox tells that it was asked to end', () => {
  const [pod] = observedPods(
    [...UP, { ...sandbox(), Names: ['/web-1.shop.terminating'] }],
    runs({ POD: 1, setup: 2, app: 3, log: 4 }),
  );
  expect(pod).toMatchObject({ terminating: true });
});
