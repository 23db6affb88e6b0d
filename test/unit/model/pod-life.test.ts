import { describe, expect, test } from 'vitest';
import { dueOf, isFinished, isInitialized, stopOrder, summarize } from '../../../src/model/pod-life.ts';
import type { ObservedContainer } from '../../../src/model/pod.ts';
import type { PodSpec } from '../../../src/model/workload.ts';

/** Two that prepare the pod with a sidecar between them, and two that it is for. */
const SPEC: PodSpec = {
  initContainers: [
    { name: 'setup', image: 'setup:1' },
    { name: 'mesh', image: 'mesh:1', restartPolicy: 'Always' },
    { name: 'migrate', image: 'migrate:1' },
  ],
  containers: [
    { name: 'web', image: 'web:1' },
    { name: 'log', image: 'log:1' },
  ],
};

const STATES: Readonly<Record<string, Pick<ObservedContainer, 'state' | 'adrift'>>> = {
  created: { state: 'created' },
  running: { state: 'running' },
  restarting: { state: 'restarting' },
  paused: { state: 'paused' },
  exited: { state: 'exited' },
  adrift: { state: 'running', adrift: true },
};

const container = (name: string, words: string): ObservedContainer => {
  const [word = '', code] = words.split(' ');
  const state = STATES[word];
  if (state === undefined) throw new Error(`no container is ${word}`);
  return {
    name,
    id: `id-${name}`,
    ...state,
    ready: state.state === 'running',
    restarts: word === 'restarting' ? 2 : 0,
    ...(code !== undefined && { exitCode: Number(code) }),
  };
};

/** `setup=exited 0, mesh=running`; whatever is not named was only made. */
const seen = (text: string, spec = SPEC): ObservedContainer[] => {
  const states = new Map(
    text
      .split(', ')
      .filter((one) => one !== '')
      .map((one): [string, string] => {
        const [name = '', words = ''] = one.split('=');
        return [name, words];
      }),
  );
  return [...(spec.initContainers ?? []), ...spec.containers]
    .map(({ name }) => ({ name, words: states.get(name) ?? 'created' }))
    .filter(({ words }) => words !== 'gone')
    .map(({ name, words }) => container(name, words));
};

describe('what is next', () => {
  test.each([
    ['', 'start setup'],
    ['setup=running', ''],
    ['setup=restarting 1', ''],
    ['setup=exited 1', 'start setup'],
    ['setup=exited 0', 'start mesh'],
    ['setup=exited 0, mesh=running', 'start migrate'],
    ['setup=exited 0, mesh=restarting 1', ''],
    ['setup=exited 0, mesh=exited 0, migrate=running', 'start mesh'],
    ['setup=exited 0, mesh=running, migrate=exited 0', 'start web log'],
    ['setup=exited 0, mesh=running, migrate=exited 0, web=running', 'start log'],
    ['setup=exited 0, mesh=running, migrate=exited 0, web=running, log=running', ''],
    ['setup=exited 0, mesh=running, migrate=exited 0, web=running, log=restarting 1', ''],
    ['setup=exited 0, mesh=running, migrate=exited 0, web=exited 0, log=running', 'start web'],
    ['setup=exited 0, mesh=exited 0, migrate=exited 0, web=running, log=running', 'start mesh'],
    ['setup=exited 0, mesh=running, migrate=exited 0, web=paused, log=running', 'start web'],
    ['setup=exited 0, mesh=adrift, migrate=exited 0, web=adrift, log=running', 'start mesh web'],
    // Init containers that were swept away have done their work.
    ['setup=gone, mesh=running, migrate=gone, web=running, log=exited 1', 'start log'],
  ])('of %j is %j', (text, expected) => {
    const { start, stop } = dueOf(SPEC, seen(text));
    expect(stop).toEqual([]);
    expect(start.length === 0 ? '' : `start ${start.join(' ')}`).toBe(expected);
  });

  test('a sidecar with a startup probe holds up the next one until it has started', () => {
    const initContainers = (SPEC.initContainers ?? []).map((one) =>
      one.name === 'mesh' ? { ...one, startupProbe: {} } : one,
    );
    const spec = { ...SPEC, initContainers };
    const containers = seen('setup=exited 0, mesh=running', spec);
    const starting = containers.map((one) => (one.name === 'mesh' ? { ...one, ready: false } : one));
    expect(dueOf(spec, starting).start).toEqual([]);
    expect(dueOf(spec, containers).start).toEqual(['migrate']);
  });

  const ends = 'setup=exited 0, mesh=running, migrate=exited 0';
  test.each([
    ['OnFailure', `${ends}, web=exited 0, log=exited 1`, ['log'], []],
    ['OnFailure', `${ends}, web=exited 0, log=exited 0`, [], ['mesh']],
    ['Never', `${ends}, web=exited 0, log=running`, [], []],
    ['Never', `${ends}, web=exited 1, log=exited 0`, [], ['mesh']],
    ['Never', 'setup=exited 1', [], []],
    ['OnFailure', 'setup=exited 1', ['setup'], []],
    ['Never', 'setup=exited 0, mesh=running, migrate=exited 2', [], ['mesh']],
  ] as const)('under %s of %j is to start %j and to end %j', (restartPolicy, text, start, stop) => {
    expect(dueOf({ ...SPEC, restartPolicy }, seen(text))).toEqual({ start, stop });
  });
});

describe('the pod as a whole', () => {
  const up = 'setup=exited 0, mesh=running, migrate=exited 0';
  test.each([
    ['', { state: 'created', ready: false, restarts: 0 }],
    ['setup=running', { state: 'running', ready: false }],
    ['setup=exited 0', { state: 'running', ready: false }],
    ['setup=restarting 1', { state: 'restarting', ready: false, exitCode: 1, restarts: 0 }],
    [`${up}, web=running, log=running`, { state: 'running', ready: true, restarts: 0 }],
    [`${up}, web=running, log=restarting 3`, { state: 'restarting', ready: false, exitCode: 3, restarts: 2 }],
    [`${up}, web=adrift, log=running`, { state: 'running', ready: false }],
    [`${up}, web=paused, log=running`, { state: 'paused', ready: false }],
    ['setup=gone', { state: 'dead', ready: false }],
    [`${up}, web=running, log=gone`, { state: 'dead', ready: false }],
    ['setup=gone, mesh=running, migrate=gone, web=running, log=running', { state: 'running', ready: true }],
  ])('with %j is %o', (text, expected) => {
    expect(summarize(SPEC, seen(text))).toMatchObject(expected);
  });

  test('that has done its work has the code of the one that failed', () => {
    const spec: PodSpec = { ...SPEC, restartPolicy: 'Never' };
    const containers = seen(`${up}, web=exited 0, log=exited 4`);
    expect(isFinished(spec, containers)).toBe(true);
    expect(summarize(spec, containers)).toMatchObject({ state: 'exited', exitCode: 4, ready: false });
    expect(summarize(spec, seen('setup=exited 7'))).toMatchObject({ state: 'exited', exitCode: 7 });
  });
});

test('a pod is initialized once its last init container has ended, and stays so', () => {
  expect(isInitialized(SPEC, seen('setup=exited 0, mesh=running, migrate=running'))).toBe(false);
  expect(isInitialized(SPEC, seen('setup=exited 0, mesh=running, migrate=exited 0'))).toBe(true);
  expect(isInitialized(SPEC, seen('setup=gone, mesh=exited 1, migrate=gone, web=running'))).toBe(true);
});

test('sidecars end after what they serve, the last first', () => {
  const initContainers = [
    ...(SPEC.initContainers ?? []),
    { name: 'dns', image: 'dns:1', restartPolicy: 'Always' as const },
  ];
  expect(stopOrder({ ...SPEC, initContainers })).toEqual([
    ['setup', 'migrate', 'web', 'log'],
    ['dns'],
    ['mesh'],
  ]);
});
