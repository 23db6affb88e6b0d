import { describe, expect, test } from 'vitest';
import type { PodRef } from '../../src/model/pod.ts';
import type { LogOptions, Runtime } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

const written = async (runtime: Runtime, pod: PodRef, options: LogOptions = {}) => {
  const text = { stdout: '', stderr: '' };
  for await (const { stream, bytes } of runtime.logs(pod, options)) {
    text[stream] += new TextDecoder().decode(bytes);
  }
  return text;
};

export const logContract = ({ images, ...harness }: ContractHarness): void => {
  describe('the output of a pod', () => {
    const scope = contractScopes({ images, ...harness });

    const writer = async (): Promise<{ runtime: Runtime; pod: PodRef }> => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.writes));
      await expect.poll(async () => (await written(runtime, pod)).stdout).toBe('one\nthree\n');
      return { runtime, pod };
    };

    test('tells its two streams apart', async () => {
      const { runtime, pod } = await writer();
      expect(await written(runtime, pod)).toEqual({ stdout: 'one\nthree\n', stderr: 'two\n' });
    });

    test('is cut to its last lines where that is asked', async () => {
      const { runtime, pod } = await writer();
      expect(await written(runtime, pod, { tail: 2 })).toEqual({ stdout: 'three\n', stderr: 'two\n' });
      expect(await written(runtime, pod, { tail: 0 })).toEqual({ stdout: '', stderr: '' });
    });

    test('outlives the run that wrote it', async () => {
      const { runtime, pod } = await writer();
      await runtime.stopPod(pod, 30);
      expect(await written(runtime, pod)).toEqual({ stdout: 'one\nthree\n', stderr: 'two\n' });
    });

    test('is empty before the first run', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.writes);
      await runtime.createPod(pod);
      expect(await written(runtime, await getPod(runtime, pod))).toEqual({ stdout: '', stderr: '' });
    });

    test('of a pod that is gone is notFound', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.writes);
      await runtime.createPod(pod);
      const observed = await getPod(runtime, pod);
      await runtime.removePod(observed);
      await expect(written(runtime, observed)).rejects.toMatchObject({
        name: 'RuntimeError',
        code: 'notFound',
      });
    });
  });
};
