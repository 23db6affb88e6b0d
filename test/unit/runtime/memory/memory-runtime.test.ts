import { describe, expect, test } from 'vitest';
import type { NewPod, ObservedPod } from '../../../../src/model/pod.ts';
import type { Runtime } from '../../../../src/runtime/driver.ts';
import type { ImageBehaviour } from '../../../../src/runtime/memory/image-behaviour.ts';
import { createMemoryRuntime } from '../../../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore, type MemoryStore } from '../../../../src/runtime/memory/memory-store.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createOutsider, type Outsider } from '../../../support/outsider.ts';

interface Stage {
  clock: FakeClock;
  store: MemoryStore;
  runtime: Runtime;
  outsider: Outsider;
  pod: () => Promise<ObservedPod>;
}

const web: NewPod = {
  namespace: 'default',
  name: 'web',
  uid: 'u1',
  labels: {},
  annotations: {},
  hash: 'h',
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
};

/** An engine with the image `web:1`, which behaves like this. */
const stage = (behaviour: Partial<ImageBehaviour> = {}): Stage => {
  const clock = createFakeClock(0);
  const images = { 'web:1': { present: true, behaviour: { startMs: 0, ...behaviour } } };
  const store = createMemoryStore({ images });
  const runtime = createMemoryRuntime({ clock, store });
  const pod = async () => (await runtime.listPods())[0]!;
  return { clock, store, runtime, outsider: createOutsider({ clock, store }), pod };
};

const launch = async ({ runtime, pod }: Stage): Promise<void> => {
  await runtime.createPod(web);
  await runtime.startPod(await pod());
};

describe('a simulated pod', () => {
  test('takes its time to start, to become ready and to end', async () => {
    const on = stage({ startMs: 300, readyAfterMs: 2_000, termMs: 700 });
    await launch(on);
    expect(await on.pod()).toMatchObject({ state: 'running', ready: false, startedAt: 300 });
    await on.clock.sleep(1_999);
    expect(await on.pod()).toMatchObject({ ready: false });
    await on.clock.sleep(1);
    expect(await on.pod()).toMatchObject({ ready: true });
    await on.runtime.stopPod(await on.pod(), 30);
    expect(on.clock.now()).toBe(3_000);
  });

  test('goes on while nobody looks', async () => {
    const on = stage({ readyAfterMs: 5_000, ends: { afterMs: 3_600_000, exitCode: 2 } });
    await launch(on);
    await on.clock.sleep(3_599_999);
    expect(await on.pod()).toMatchObject({ state: 'running', ready: true, startedAt: 0, restarts: 0 });
    await on.clock.sleep(60_000);
    expect(await on.pod()).toMatchObject({ state: 'running', startedAt: 3_600_100, restarts: 1 });
  });

  test('that keeps failing starts again later and later, as Docker does it, up to a minute', async () => {
    const on = stage({ ends: { afterMs: 0, exitCode: 1 } });
    await launch(on);
    const starts: number[] = [];
    const controller = new AbortController();
    for await (const { change } of await on.runtime.watch(controller.signal)) {
      if (change === 'started') starts.push(on.clock.now());
      if (starts.length === 12) break;
    }
    const gaps = starts.map((at, index) => at - (starts[index - 1] ?? 0));
    expect(gaps).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000]);
  });

  test('that ran steadily starts again at once', async () => {
    const on = stage({ ends: { afterMs: 10_000, exitCode: 1 } });
    await launch(on);
    await on.clock.sleep(10 * 10_100);
    expect(await on.pod()).toMatchObject({ state: 'running', restarts: 10, startedAt: 101_000 });
  });

  test('is not ready again before each run has taken its time', async () => {
    const on = stage({ readyAfterMs: 1_000 });
    await launch(on);
    await on.clock.sleep(1_000);
    await on.outsider.crash(await on.pod(), 1);
    expect(await on.pod()).toMatchObject({ state: 'restarting', ready: false, exitCode: 1 });
    await on.clock.sleep(100);
    const again = await on.pod();
    expect(again).toMatchObject({ state: 'running', ready: false, restarts: 1 });
    expect(again).not.toHaveProperty('exitCode');
    await on.clock.sleep(1_000);
    expect(await on.pod()).toMatchObject({ ready: true });
  });

  test('may never become ready', async () => {
    const on = stage({ readyAfterMs: null });
    await launch(on);
    await on.clock.sleep(1_000_000);
    expect(await on.pod()).toMatchObject({ state: 'running', ready: false });
  });

  test('does not age while it is paused', async () => {
    const on = stage({ readyAfterMs: 1_000 });
    await launch(on);
    await on.clock.sleep(400);
    await on.outsider.pause(await on.pod());
    await on.clock.sleep(60_000);
    await on.runtime.startPod(await on.pod());
    await on.clock.sleep(599);
    expect(await on.pod()).toMatchObject({ ready: false });
    await on.clock.sleep(1);
    expect(await on.pod()).toMatchObject({ ready: true });
  });

  test('that ignores SIGTERM is killed when its grace period is over', async () => {
    const on = stage({ termMs: null });
    await launch(on);
    await on.runtime.stopPod(await on.pod(), 30);
    expect(on.clock.now()).toBe(30_000);
    expect(await on.pod()).toMatchObject({ exitCode: 137, restarts: 0 });
  });

  test('that is slow to end is killed when its grace period is over', async () => {
    const on = stage({ termMs: 5_000 });
    await launch(on);
    await on.runtime.stopPod(await on.pod(), 2);
    expect(on.clock.now()).toBe(2_000);
    expect(await on.pod()).toMatchObject({ exitCode: 137 });
  });
});

describe('the simulated engine', () => {
  test('takes Docker’s several names of an image for one', async () => {
    const { runtime } = stage();
    await runtime.pullImage('docker.io/library/nginx', () => {});
    const spec = { containers: [{ name: 'main', image: 'nginx:latest' }] };
    await expect(runtime.createPod({ ...web, spec })).resolves.toBeUndefined();
  });

  test('needs the images of init containers too', async () => {
    const { runtime } = stage();
    const spec = { ...web.spec, initContainers: [{ name: 'init', image: 'setup:1' }] };
    await expect(runtime.createPod({ ...web, spec })).rejects.toMatchObject({ code: 'imageNotFound' });
  });

  test('refuses a pod without containers', async () => {
    const { runtime } = stage();
    const empty = runtime.createPod({ ...web, spec: { containers: [] } });
    await expect(empty).rejects.toMatchObject({ name: 'RuntimeError', code: 'invalid' });
  });

  test('forgets an image that somebody removed, but not how it behaves', async () => {
    const on = stage({ ends: { afterMs: 5, exitCode: 0 } });
    await on.outsider.removeImage('web:1');
    await expect(on.runtime.createPod(web)).rejects.toMatchObject({ code: 'imageNotFound' });
    await on.runtime.pullImage('web:1', () => {});
    await launch(on);
    await on.clock.sleep(5);
    expect(await on.pod()).toMatchObject({ state: 'restarting' });
  });

  test('tells a watcher that slept too long rather than let it miss something', async () => {
    const on = stage({ ends: { afterMs: 0, exitCode: 1 } });
    const changes = await on.runtime.watch(new AbortController().signal);
    await launch(on);
    await on.clock.sleep(24 * 3_600_000);
    await expect(changes[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('is nothing but data: a copy through JSON goes on like the original', async () => {
    const on = stage({ readyAfterMs: 1_000, ends: { afterMs: 5_000, exitCode: 1 } });
    await launch(on);
    await on.clock.sleep(500);
    const copy = createMemoryStore(JSON.parse(JSON.stringify(await on.store.read())));
    const twin = createMemoryRuntime({ clock: on.clock, store: copy });
    await on.clock.sleep(60_000);
    expect(await twin.listPods()).toEqual(await on.runtime.listPods());
  });
});
