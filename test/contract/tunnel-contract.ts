import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

export const tunnelContract = ({ images, ...harness }: ContractHarness): void => {
  describe('a tunnel into a pod', () => {
    const scope = contractScopes({ images, ...harness });

    test('is refused as a conflict where the pod does not run', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const refused = runtime.openTunnel(await getPod(runtime, pod), images.tools);
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
    });

    test('is notFound where the pod is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.removePod(pod);
      const refused = runtime.openTunnel(pod, images.tools);
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'notFound' });
    });

    test('makes no connection once the pod has stopped, and says when it is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const tunnel = await runtime.openTunnel(pod, images.tools);
      await runtime.stopPod(pod, 5);
      await expect(tunnel.connect(80)).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
      await runtime.removePod(pod);
      await expect(tunnel.connect(80)).rejects.toMatchObject({ name: 'RuntimeError', code: 'notFound' });
      await tunnel.close();
    });
  });
};
