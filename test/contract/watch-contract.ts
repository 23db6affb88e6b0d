import { describe, expect, test } from 'vitest';
import type { NewPod } from '../../src/model/pod.ts';
import type { PodChange, Runtime } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launch, launched } from './pods.ts';

/** How the life of a pod goes, until `last` is told of it. Other changes may come between. */
const lifeUntil = async (
  changes: AsyncIterable<PodChange>,
  { namespace, name }: Pick<NewPod, 'namespace' | 'name'>,
  last: PodChange['change'],
): Promise<PodChange['change'][]> => {
  const seen: PodChange['change'][] = [];
  for await (const { pod, change } of changes) {
    if (pod.namespace !== namespace || pod.name !== name) continue;
    if (change !== 'other' && change !== 'health') seen.push(change);
    if (change === last) break;
  }
  return seen;
};

const live = async (runtime: Runtime, pod: NewPod): Promise<void> => {
  await launch(runtime, pod);
  const observed = await getPod(runtime, pod);
  await runtime.stopPod(observed, 30);
  await runtime.removePod(observed);
};

const drain = async (changes: AsyncIterable<unknown>): Promise<string> => {
  for await (const _ of changes);
  return 'ended';
};

export const watchContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('watching', () => {
    const scope = contractScopes(harness);

    test('tells every watcher the life of a pod in order, whichever client led it', async () => {
      const { connect, newPod } = scope();
      const [first, second, third] = [await connect(), await connect(), await connect()];
      const controller = new AbortController();
      const watches = [await first.watch(controller.signal), await second.watch(controller.signal)];
      const pod = newPod(images.forever);
      const watching = watches.map((changes) => lifeUntil(changes, pod, 'removed'));
      await live(third, pod);
      const life = ['created', 'started', 'stopped', 'removed'];
      expect(await Promise.all(watching)).toEqual([life, life]);
      controller.abort();
    });

    test('misses nothing that happens between the call and the first look', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const controller = new AbortController();
      const changes = await runtime.watch(controller.signal);
      const pod = newPod(images.forever);
      await live(runtime, pod);
      const seen = await lifeUntil(changes, pod, 'removed');
      expect(seen).toEqual(['created', 'started', 'stopped', 'removed']);
      controller.abort();
    });

    test('tells of records, too, where all is asked for', async () => {
      const { connect, kind } = scope();
      const [writer, watcher] = [await connect(), await connect()];
      const controller = new AbortController();
      const news = (await watcher.watchAll(controller.signal))[Symbol.asyncIterator]();
      const untilThereAre = async (count: number): Promise<void> => {
        do await news.next();
        while ((await watcher.listRecords([kind])).length !== count);
      };
      const record = { kind, key: 'default/web', version: 1, body: '' };
      await writer.createRecord(record);
      await untilThereAre(1);
      await writer.removeRecord(record);
      await untilThereAre(0);
      controller.abort();
      expect(await drain(await watcher.watchAll(AbortSignal.abort()))).toBe('ended');
    });

    test('misses nothing in a crowd', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const controller = new AbortController();
      const changes = await runtime.watch(controller.signal);
      const pods = Array.from({ length: 12 }, () => newPod(images.forever));
      await Promise.all(pods.map((pod) => runtime.createPod(pod)));
      const awaited = new Set(pods.map(({ name }) => name));
      for await (const { pod, change } of changes) {
        if (change === 'created') awaited.delete(pod.name);
        if (awaited.size === 0) break;
      }
      expect(awaited).toEqual(new Set());
      controller.abort();
    });

    test('tells of a pod that ends by itself', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const controller = new AbortController();
      const changes = await runtime.watch(controller.signal);
      const pod = newPod(images.succeeds);
      pod.spec.restartPolicy = 'Never';
      await launch(runtime, pod);
      expect(await lifeUntil(changes, pod, 'stopped')).toEqual(['created', 'started', 'stopped']);
      controller.abort();
    });

    test('tells of a pod that is removed while it runs', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const controller = new AbortController();
      const changes = await runtime.watch(controller.signal);
      await runtime.removePod(pod);
      expect(await lifeUntil(changes, pod, 'removed')).toEqual(['stopped', 'removed']);
      controller.abort();
    });

    test('tells of a pod that is asked to end, once the mark can be seen', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = await launched(first, newPod(images.ignoresTerm));
      const controller = new AbortController();
      const changes = await second.watch(controller.signal);
      const stopping = first.stopPod(pod, 3_000);
      await lifeUntil(changes, pod, 'other');
      expect(await getPod(second, pod)).toMatchObject({ terminating: true, state: 'running' });
      await second.stopPod(pod, 0);
      await stopping;
      controller.abort();
    });

    test('ends when the signal aborts, be it before, between or during a look', async () => {
      const { connect } = scope();
      const runtime = await connect();
      const before = await runtime.watch(AbortSignal.abort());
      const controller = new AbortController();
      const between = await runtime.watch(controller.signal);
      const during = drain(await runtime.watch(controller.signal));
      controller.abort();
      expect(await Promise.all([drain(before), drain(between), during])).toEqual(['ended', 'ended', 'ended']);
    });
  });
};
