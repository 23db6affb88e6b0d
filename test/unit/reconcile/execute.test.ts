import { expect, test } from 'vitest';
import type { Event } from '../../../src/model/event.ts';
import type { PlannedStep } from '../../../src/model/step.ts';
import { createExecutor } from '../../../src/reconcile/execute.ts';
import { type Runtime, RuntimeError } from '../../../src/runtime/driver.ts';
import { createTestCluster } from '../../support/cluster.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

/** A runtime that only starts and stops pods, each when the test says so. */
const gatedRuntime = () => {
  const gates = new Map<string, { open: () => void; fail: (error: unknown) => void }>();
  const call = (pod: { name: string }) =>
    new Promise<void>((resolve, reject) => gates.set(pod.name, { open: resolve, fail: reject }));
  const runtime: Runtime = { ...createTestCluster().runtime, startPod: call, stopPod: call };
  return { runtime, begun: () => [...gates.keys()], gate: (name: string) => gates.get(name)! };
};

const workload = { kind: 'Deployment', namespace: 'default', name: 'web' };
const pod = (name: string) => ({ id: name, namespace: 'default', name });
const start = (name: string): PlannedStep => ({
  step: { kind: 'startPod', pod: pod(name), reason: '' },
  workload,
});
const stop = (name: string): PlannedStep => ({
  step: { kind: 'stopPod', pod: pod(name), graceSeconds: 30, reason: '' },
  workload,
});

const setUp = (bound: number) => {
  const gated = gatedRuntime();
  const events: Event[] = [];
  const stopped = new AbortController();
  const executor = createExecutor({
    runtime: gated.runtime,
    clock: createFakeClock(),
    bound: { now: () => bound, learn: () => {} },
    signal: stopped.signal,
    onEvent: (event) => events.push(event),
  });
  return { ...gated, executor, events, abort: () => stopped.abort() };
};

test('no more steps work at a time than the bound allows', async () => {
  const { executor, begun, gate } = setUp(2);
  executor.follow(['a', 'b', 'c'].map(start));
  expect(begun()).toEqual(['a', 'b']);
  gate('a').open();
  await executor.stepEnded();
  expect(begun()).toEqual(['a', 'b', 'c']);
});

test('a stop that waits for its pod holds no place', () => {
  const { executor, begun } = setUp(1);
  executor.follow([stop('old'), start('a'), start('b')]);
  expect(begun()).toEqual(['old', 'a']);
});

test('two steps on one pod never run at the same time', () => {
  const { executor, begun } = setUp(4);
  executor.follow([stop('a')]);
  executor.follow([start('a'), start('b')]);
  expect(begun()).toEqual(['a', 'b']);
  expect(executor.running().map(({ planned }) => planned.step.kind)).toEqual(['stopPod', 'startPod']);
});

test('a new plan drops what had not begun', async () => {
  const { executor, begun, gate } = setUp(1);
  executor.follow([start('a'), start('b')]);
  executor.follow([start('c')]);
  gate('a').open();
  await executor.stepEnded();
  expect(begun()).toEqual(['a', 'c']);
});

test('a step that fails is a result, not a crash', async () => {
  const { executor, events, gate } = setUp(1);
  executor.follow([start('a')]);
  gate('a').fail(new RuntimeError('conflict', 'the name is taken'));
  await executor.stepEnded();
  expect(executor.takeEnded().map(({ error }) => error?.code)).toEqual(['conflict']);
  expect(events.at(-1)).toMatchObject({ type: 'stepFailed', message: 'the name is taken' });
});

test('nothing begins once the user has asked to stop', async () => {
  const { executor, begun, gate, abort } = setUp(1);
  executor.follow([start('a'), start('b')]);
  abort();
  gate('a').open();
  await executor.quiet();
  expect(begun()).toEqual(['a']);
});
