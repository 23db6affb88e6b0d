import { describe, expect, test } from 'vitest';
import type { DebugRequest } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

export const debugContract = ({ images, ...harness }: ContractHarness): void => {
  describe('a debugging container', () => {
    const scope = contractScopes({ images, ...harness });
    const request: DebugRequest = {
      name: 'debugger-1',
      image: images.forever,
      command: ['true'],
      env: [],
      stdin: false,
      terminal: false,
      rights: { add: [], drop: [], privileged: false },
    };

    test('runs beside a pod, and ends', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const attachment = await runtime.debug({ kind: 'pod', pod, processesOf: pod }, request);
      for await (const { stream } of attachment.output) expect(stream).toBe('stdout');
    });

    test('is refused as a conflict where the pod does not run', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const refused = runtime.debug({ kind: 'pod', pod: await getPod(runtime, pod) }, request);
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
    });

    test('needs its image, and leaves nothing behind without it', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const image = await images.pullable();
      const refused = runtime.debug({ kind: 'pod', pod }, { ...request, image });
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'imageNotFound' });
    });
  });
};
