import { expect, test } from 'vitest';
import type { NewPod } from '../../../src/model/pod.ts';
import { createMemoryRuntime } from '../../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore } from '../../../src/runtime/memory/memory-store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFaultyRuntime, type Fault } from '../../support/faulty-runtime.ts';

const pod = (name: string): NewPod => ({
  namespace: 'default',
  name,
  uid: name,
  labels: {},
  annotations: {},
  hash: 'h',
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
});

const stage = (...faults: Fault[]) => {
  const clock = createFakeClock(0);
  const store = createMemoryStore({ images: { 'web:1': { present: true } } });
  const sound = createMemoryRuntime({ clock, store });
  const names = async () => (await sound.listPods()).map(({ name }) => name);
  return { clock, sound, names, faulty: createFaultyRuntime(sound, clock, faults) };
};

test('a call that fails changes nothing, and the next one works', async () => {
  const { faulty, names } = stage({ kind: 'fails', method: 'createPod', nth: 2, code: 'portInUse' });
  await faulty.createPod(pod('a'));
  await expect(faulty.createPod(pod('b'))).rejects.toMatchObject({ code: 'portInUse' });
  await faulty.createPod(pod('c'));
  expect(await names()).toEqual(['a', 'c']);
});

test('a call whose answer is lost has done its work', async () => {
  const { faulty, names } = stage({ kind: 'answerLost', method: 'createPod' });
  await expect(faulty.createPod(pod('a'))).rejects.toMatchObject({ code: 'unreachable' });
  await expect(faulty.createPod(pod('b'))).rejects.toMatchObject({ code: 'unreachable' });
  expect(await names()).toEqual(['a', 'b']);
});

test('a call that hangs ends when it is called off', async () => {
  const { faulty } = stage({ kind: 'hangs', method: 'pullImage' });
  const controller = new AbortController();
  const pull = faulty.pullImage('web:2', () => {}, { signal: controller.signal });
  controller.abort();
  await expect(pull).rejects.toMatchObject({ code: 'interrupted' });
});

test.each([
  { after: false, left: ['a'] },
  { after: true, left: ['a', 'b'] },
])('a process killed at its 2nd mutation (after it: $after) leaves $left', async ({ after, left }) => {
  const { clock, faulty, names } = stage({ kind: 'dies', nth: 2, after });
  let answers = 0;
  const work = async () => {
    for (const name of ['a', 'b', 'c']) {
      await faulty.createPod(pod(name)).finally(() => (answers += 1));
    }
  };
  void work();
  await faulty.died;
  await clock.sleep(1_000);
  expect(answers).toBe(1);
  expect(faulty.mutations()).toBe(2);
  expect(await names()).toEqual(left);
});

test('an engine that cannot be reached for a while refuses calls, breaks watches, and is back', async () => {
  const { clock, faulty, names } = stage({ kind: 'unreachable', from: 1_000, until: 2_000 });
  const { signal } = new AbortController();
  const changes = (await faulty.watch(signal))[Symbol.asyncIterator]();
  await faulty.createPod(pod('a'));
  expect(await changes.next()).toMatchObject({ value: { change: 'created' } });
  await expect(changes.next()).rejects.toMatchObject({ code: 'unreachable' });
  expect(clock.now()).toBe(1_000);
  await expect(faulty.listPods()).rejects.toMatchObject({ code: 'unreachable' });
  await expect(faulty.watch(signal)).rejects.toMatchObject({ code: 'unreachable' });
  await clock.sleep(1_000);
  await faulty.createPod(pod('b'));
  expect(await names()).toEqual(['a', 'b']);
});
