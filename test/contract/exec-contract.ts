import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

/** What every runtime holds to, a simulated one too, where no command really runs. */
export const execContract = ({ images, ...harness }: ContractHarness): void => {
  describe('a command in a pod', () => {
    const scope = contractScopes({ images, ...harness });
    const command = ['true'];

    test('ends with its exit code, when its output has ended', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const execution = await runtime.exec(pod, { command, stdin: true });
      await execution.write(new Uint8Array(3));
      execution.endInput();
      for await (const { stream } of execution.output) expect(stream).toBe('stdout');
      expect(await execution.exitCode()).toBe(0);
    });

    test('is refused as a conflict where the pod does not run', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const refused = runtime.exec(await getPod(runtime, pod), { command, stdin: false });
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
    });

    test('is notFound where the pod is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.removePod(pod);
      const refused = runtime.exec(pod, { command, stdin: false });
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'notFound' });
    });
  });
};
