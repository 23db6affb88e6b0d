import { describe, expect, test } from 'vitest';
import type { PullProgress } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod } from './pods.ts';

export const imageContract = (harness: ContractHarness): void => {
  const { images } = harness;
  const ignore = () => {};

  describe('pulling an image', () => {
    const scope = contractScopes(harness);

    test('brings an image that was not there, and tells how it goes', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const image = await images.pullable();
      const pod = newPod(image);
      await expect(runtime.createPod(pod)).rejects.toMatchObject({ code: 'imageNotFound' });
      const progress: PullProgress[] = [];
      await runtime.pullImage(image, (step) => progress.push(step));
      await runtime.createPod(pod);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'created' });
      expect(new Set(progress.map((step) => step.image))).toEqual(new Set([image]));
      expect(progress.every(({ status }) => status !== '')).toBe(true);
    });

    test('gives it an id, which it goes by as well and its pods tell', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const image = await images.pullable();
      expect(await runtime.imageId(image)).toBeUndefined();
      await runtime.pullImage(image, ignore);
      const id = await runtime.imageId(image);
      expect(id).toMatch(/^sha256:[0-9a-f]{32,}$/);
      expect(await runtime.imageId(id ?? '')).toBe(id);
      const pod = newPod(id ?? '');
      await runtime.createPod(pod);
      expect(await getPod(runtime, pod)).toMatchObject({ imageId: id });
    });

    test('may be done again, and by several clients at once', async () => {
      const { connect } = scope();
      const [first, second] = [await connect(), await connect()];
      const image = await images.pullable();
      await Promise.all([first.pullImage(image, ignore), second.pullImage(image, ignore)]);
      await expect(first.pullImage(image, ignore)).resolves.toBeUndefined();
    });

    test.each([
      { image: images.missing, code: 'imageNotFound' },
      { image: images.unauthorized, code: 'unauthorized' },
      { image: images.unreachable, code: 'unreachable' },
    ])('fails with $code for $image, in words', async ({ image, code }) => {
      const { connect } = scope();
      const runtime = await connect();
      const error: unknown = await runtime.pullImage(image, ignore).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'RuntimeError', code });
      expect(error).toHaveProperty('message', expect.stringMatching(/\w \w/));
    });

    test('fails with interrupted when it is called off', async () => {
      const { connect } = scope();
      const runtime = await connect();
      const image = await images.pullable();
      const beforehand = runtime.pullImage(image, ignore, { signal: AbortSignal.abort() });
      await expect(beforehand).rejects.toMatchObject({ name: 'RuntimeError', code: 'interrupted' });
      const controller = new AbortController();
      const midway = runtime.pullImage(image, () => controller.abort(), {
        signal: controller.signal,
      });
      await expect(midway).rejects.toMatchObject({ name: 'RuntimeError', code: 'interrupted' });
    });
  });

  describe('the engine', () => {
    const scope = contractScopes(harness);

    test('says what it is', async () => {
      const { connect } = scope();
      const runtime = await connect();
      const version = await runtime.version();
      const { name, apiVersion, os, architecture } = version;
      for (const word of [name, version.version, apiVersion, os, architecture]) expect(word).toMatch(/\w/);
    });
  });
};
