import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { asked, findPod, getPod, running, podWhen } from './pods.ts';

const MISSING = { reason: 'CreateContainerConfigError', message: 'configmap "app" not found' };

export const podHoldContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('holding a pod', () => {
    const scope = contractScopes(harness);

    test('shows every client what it waits for, though its image is not there', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = newPod(images.missing);
      await first.holdPod(pod, MISSING);
      const held = await getPod(second, pod);
      expect(held).toMatchObject({ state: 'waiting', waiting: MISSING, ready: false, terminating: false });
      expect(asked(held)).toEqual(pod);
    });

    test('again gives another reason and leaves the rest as it was', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.holdPod(pod, MISSING);
      const before = await getPod(runtime, pod);
      const waiting = { reason: 'ErrImagePull', message: 'no such image' };
      await runtime.holdPod(pod, waiting);
      expect(await getPod(runtime, pod)).toEqual({ ...before, waiting });
    });

    test('ends when it is made: there is one pod, and it runs', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.holdPod(pod, MISSING);
      await runtime.createPod(pod);
      const pods = (await runtime.listPods()).filter((listed) => listed.namespace === namespace);
      expect(pods.map(({ state, uid }) => ({ state, uid }))).toEqual([{ state: 'created', uid: pod.uid }]);
      expect(pods[0]).not.toHaveProperty('waiting');
      await runtime.startPod(await getPod(runtime, pod));
      await podWhen(runtime, pod, running);
    });

    test('goes on when making it failed', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.missing);
      await runtime.holdPod(pod, MISSING);
      await expect(runtime.createPod(pod)).rejects.toMatchObject({ code: 'imageNotFound' });
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'waiting' });
    });

    test('ends when it is removed, which may be done again', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.holdPod(pod, MISSING);
      const held = await getPod(runtime, pod);
      await runtime.removePod(held);
      await runtime.removePod(held);
      expect(await findPod(runtime, pod)).toBeUndefined();
    });
  });
};
