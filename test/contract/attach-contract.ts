import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

export const attachContract = ({ images, ...harness }: ContractHarness): void => {
  describe('what runs in a pod', () => {
    const scope = contractScopes({ images, ...harness });

    test('can be attached to and left again, and is measured or not', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      const attachment = await runtime.attach(pod, false);
      await runtime.stopPod(pod, 5);
      for await (const { stream } of attachment.output) expect(stream).toBe('stdout');
      expect(await runtime.containerUsage(pod)).toBeUndefined();
      const { capacity } = await runtime.nodeUsage();
      expect(capacity.cpu).toBeGreaterThan(0);
      expect(capacity.memory).toBeGreaterThan(0);
      const machine = await runtime.machine();
      expect(machine).toMatchObject({ cpus: capacity.cpu, memory: capacity.memory, os: 'linux' });
      expect(machine.architecture).toMatch(/^(amd64|arm64|arm|386|ppc64le|s390x|riscv64)$/);
      expect(machine.engine).toMatch(/^\w+:\/\/\d/);
    });

    test('is a conflict to attach to where the pod does not run', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const refused = runtime.attach(await getPod(runtime, pod), false);
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
    });

    test('is notFound where the pod is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.removePod(pod);
      await expect(runtime.attach(pod, false)).rejects.toMatchObject({ code: 'notFound' });
    });
  });
};
