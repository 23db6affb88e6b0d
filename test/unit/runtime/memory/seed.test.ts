import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { RuntimeRecord } from '../../../../src/runtime/driver.ts';
import { createMemoryRuntime } from '../../../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore } from '../../../../src/runtime/memory/memory-store.ts';
import { seedMemoryState } from '../../../../src/runtime/memory/seed.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const observed = (name: string, changes: Partial<ObservedPod> = {}): ObservedPod => ({
  id: `docker-${name}`,
  namespace: 'default',
  name,
  uid: `uid-${name}`,
  labels: { app: 'web' },
  annotations: {},
  owner: { kind: 'Deployment', namespace: 'default', name: 'web' },
  hash: 'abc',
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
  state: 'running',
  ready: true,
  terminating: false,
  ip: '10.1.0.5',
  createdAt: 1_000,
  startedAt: 2_000,
  restarts: 2,
  ...changes,
});

const record: RuntimeRecord = {
  kind: 'Deployment',
  key: 'default/web',
  version: 7,
  body: '{}',
  createdAt: 500,
};

const seeded = (pods: ObservedPod[], records: RuntimeRecord[] = []) => {
  const clock = createFakeClock(10_000);
  const store = createMemoryStore(seedMemoryState(pods, records));
  return { clock, runtime: createMemoryRuntime({ clock, store }) };
};

describe('a seeded engine', () => {
  const { ip: _, startedAt: __, ...created } = observed('created', { state: 'created', ready: false });
  const { ip: ___, ...exited } = observed('exited', { state: 'exited', ready: false, exitCode: 3 });
  const pods = [
    observed('running'),
    observed('unready', { ready: false }),
    observed('leaving', { terminating: true }),
    observed('paused', { state: 'paused', ready: false }),
    { ...exited, name: 'restarting', state: 'restarting' as const },
    created,
    exited,
  ];

  test('shows exactly what was observed, and goes on showing it', async () => {
    const { clock, runtime } = seeded(pods, [record]);
    expect(await runtime.listPods()).toEqual(pods);
    expect(await runtime.listRecords()).toEqual([record]);
    await clock.sleep(3_600_000);
    expect(await runtime.listPods()).toEqual(pods);
  });

  test('takes orders: every pod can be stopped and removed, and new ones made of its images', async () => {
    const { runtime } = seeded(pods);
    for (const pod of pods) {
      await runtime.stopPod(pod, 30);
      await runtime.removePod(pod);
    }
    expect(await runtime.listPods()).toEqual([]);
    await runtime.createPod(observed('again'));
    const [again] = await runtime.listPods();
    expect(again).toMatchObject({ name: 'again', state: 'created' });
  });

  test('has the images of its pods and no others', async () => {
    const { runtime } = seeded([observed('running')]);
    const spec = { containers: [{ name: 'main', image: 'web:2' }] };
    const created = runtime.createPod(observed('next', { spec }));
    await expect(created).rejects.toMatchObject({ code: 'imageNotFound' });
  });

  test('sees a pod that was being made as made, and one that cannot be removed as ended', async () => {
    const { runtime } = seeded([
      observed('creating', { state: 'creating' }),
      observed('dead', { state: 'dead' }),
    ]);
    expect((await runtime.listPods()).map(({ state }) => state)).toEqual(['created', 'exited']);
  });

  test('is its own: what becomes of it does not touch what was observed', async () => {
    const pod = observed('running');
    const before = structuredClone(pod);
    const { runtime } = seeded([pod]);
    await runtime.removePod(pod);
    expect(pod).toEqual(before);
  });
});
