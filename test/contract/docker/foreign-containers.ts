import { describe, expect, onTestFinished, test } from 'vitest';
import { recordName } from '../../../src/runtime/docker/record-name.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { findPod } from '../pods.ts';
import { docker } from './docker-command.ts';

/** What belongs to others on the engine. */
export const foreignContainers = (harness: ContractHarness): void => {
  const { forever } = harness.images;

  const userContainer = async (name: string, ...options: string[]): Promise<string> => {
    const id = await docker('run', '--detach', '--name', name, ...options, forever);
    onTestFinished(async () => {
      await docker('rm', '--force', id);
    });
    return id;
  };

  describe("a user's own container", () => {
    const scope = contractScopes(harness);

    test('keeps its name: a pod of that name is a conflict that says whose it is', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const pod = newPod(forever);
      const name = `${pod.name}.${namespace}.pod`;
      const id = await userContainer(name);
      const error: unknown = await runtime.createPod(pod).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'conflict',
        message: `the container name "${name}" is taken by a container that is not berth's own (${id.slice(0, 12)}, image ${forever}); remove or rename it`,
      });
      expect(await docker('inspect', '--format', '{{.State.Status}} {{.Name}}', id)).toBe(`running /${name}`);
    });

    test('is no pod, even with half of the labels of one', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const { name } = newPod(forever);
      const labels = ['berth.dev/managed=true', `io.kubernetes.pod.namespace=${namespace}`].flatMap(
        (label) => ['--label', label],
      );
      await userContainer(name, ...labels, '--label', `io.kubernetes.pod.name=${name}`);
      expect(await findPod(runtime, { namespace, name })).toBeUndefined();
    });
  });

  describe("a user's own volume", () => {
    const scope = contractScopes(harness);

    test('of the name of a record is left alone', async () => {
      const { connect, kind } = scope();
      const runtime = await connect();
      const record = { kind, key: 'default/web', version: 1, body: '{}' };
      const name = recordName(record);
      await docker('volume', 'create', name);
      onTestFinished(async () => {
        await docker('volume', 'rm', name);
      });
      const created = runtime.createRecord(record);
      await expect(created).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining(name),
      });
      expect(await runtime.listRecords([kind])).toEqual([]);
    });
  });
};
