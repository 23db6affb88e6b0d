import { describe, expect, test } from 'vitest';
import { NO_CONFIG } from '../../src/model/pod-config.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { asked, exited, getPod, launch, launched, podWhen, restarted, running } from './pods.ts';

export const podRunContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('starting a pod', () => {
    const scope = contractScopes(harness);

    test('makes it run, and without a readiness probe it is ready', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      const observed = await launched(runtime, pod);
      expect(observed).toMatchObject({ state: 'running', ready: true, terminating: false, restarts: 0 });
      expect(observed.startedAt).toBeGreaterThan(observed.createdAt - 2_000);
      expect(asked(observed)).toEqual(pod);
    });

    test('is no error when it runs, and does not start it anew', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const before = await launched(runtime, newPod(images.forever));
      await runtime.startPod(before);
      expect(await getPod(runtime, before)).toEqual(before);
    });

    test('makes a paused one go on', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const before = await launched(runtime, newPod(images.forever));
      await harness.pause(before);
      const paused = await podWhen(runtime, before, ({ state }) => state === 'paused');
      expect(paused.ready).toBe(false);
      await runtime.startPod(before);
      expect(await podWhen(runtime, before, running)).toEqual(before);
    });

    test('is found by the names that it was made with, until it is given others', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod, { ...NO_CONFIG, names: ['a.shop', 'a.shop.svc'] });
      await runtime.startPod(await getPod(runtime, pod));
      const before = await podWhen(runtime, pod, running);
      expect(before.names).toEqual(['a.shop', 'a.shop.svc']);
      await runtime.namePod(before, ['b.shop']);
      await runtime.namePod(before, ['b.shop']);
      expect(await getPod(runtime, pod)).toEqual({ ...before, names: ['b.shop'] });
      expect(await getPod(await connect(), pod)).toEqual({ ...before, names: ['b.shop'] });
    });

    test('fails with notFound when it is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const observed = await getPod(runtime, pod);
      await runtime.removePod(observed);
      const started = runtime.startPod(observed);
      await expect(started).rejects.toMatchObject({ name: 'RuntimeError', code: 'notFound' });
    });
  });

  describe('a pod that ends by itself', () => {
    const scope = contractScopes(harness);
    const { succeeds, fails } = images;

    test.each([
      { policy: 'Always', image: fails.image, ended: 'failed' },
      { policy: 'Always', image: succeeds, ended: 'succeeded' },
      { policy: 'OnFailure', image: fails.image, ended: 'failed' },
    ] as const)('starts again under $policy when it $ended', async ({ policy, image }) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(image);
      pod.spec.restartPolicy = policy;
      await launch(runtime, pod);
      expect(await podWhen(runtime, pod, restarted)).toMatchObject({ terminating: false, uid: pod.uid });
    });

    test('starts again where no policy is given, as in Kubernetes', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(succeeds);
      await launch(runtime, pod);
      expect(await podWhen(runtime, pod, restarted)).toMatchObject({ terminating: false, uid: pod.uid });
    });

    test.each([
      { policy: 'OnFailure', image: succeeds, ended: 'succeeded', exitCode: 0 },
      { policy: 'Never', image: succeeds, ended: 'succeeded', exitCode: 0 },
      { policy: 'Never', image: fails.image, ended: 'failed', exitCode: fails.code },
    ] as const)('stays ended under $policy when it $ended', async ({ policy, image, exitCode }) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(image);
      pod.spec.restartPolicy = policy;
      await launch(runtime, pod);
      const ended = await podWhen(runtime, pod, exited);
      expect(ended).toMatchObject({ exitCode, ready: false, restarts: 0, terminating: false });
    });
  });
};
