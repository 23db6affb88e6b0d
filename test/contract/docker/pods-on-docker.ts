import { describe, expect, test } from 'vitest';
import type { NewPod } from '../../../src/model/pod.ts';
import type { Runtime } from '../../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { exited, getPod, launch, launched, podWhen } from '../pods.ts';
import { docker } from './docker-command.ts';

const nameOf = (id: string): Promise<string> => docker('inspect', '--format', '{{.Name}}', id);

/** What a pod is on this engine. */
export const podsOnDocker = (harness: ContractHarness, shell: string): void => {
  const { forever } = harness.images;

  describe('a pod on a Docker engine', () => {
    const scope = contractScopes(harness);

    const outputOf = async (runtime: Runtime, pod: NewPod): Promise<string> => {
      await launch(runtime, pod);
      const { id } = await podWhen(runtime, pod, exited);
      return docker('logs', id);
    };

    test('is named so that docker ps can be read', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const owner = { kind: 'Deployment', namespace, name: 'web' };
      const pod = await launched(runtime, newPod(forever, { owner }));
      expect(await nameOf(pod.id)).toBe(`/${pod.name}.${namespace}`);
      await runtime.stopPod(pod, 30);
      expect(await nameOf(pod.id)).toBe(`/${pod.name}.${namespace}.terminating`);
    });

    test('sees from inside what its manifest says', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const pod = newPod(shell, {
        container: {
          command: ['sh', '-c', 'hostname; pwd; echo "$GREETING"; echo "$0 $1"; cat /etc/resolv.conf'],
          args: ['$(WHO)', '$$(WHO)'],
          env: [
            { name: 'WHO', value: 'Welt' },
            { name: 'GREETING', value: 'Grüße,\n $(WHO)' },
          ],
          workingDir: '/tmp',
        },
      });
      pod.spec.restartPolicy = 'Never';
      const output = await outputOf(runtime, pod);
      expect(output).toContain(`${pod.name}\n/tmp\nGrüße,\n Welt\nWelt $(WHO)\n`);
      expect(output).toContain(`search ${namespace}.svc.cluster.local\n`);
      expect(output).toContain('options ndots:1');
    });

    test('of a name that has 70 characters has the first 63 as its host name', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const name = 'x'.repeat(70);
      const pod = newPod(shell, { name, container: { command: ['hostname'] } });
      pod.spec.restartPolicy = 'Never';
      expect(await outputOf(runtime, pod)).toBe('x'.repeat(63));
    });

    test('leaves its name to a successor when it is asked to end, however often', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const { name } = newPod(forever);
      const generations = [newPod(forever, { name }), newPod(forever, { name }), newPod(forever, { name })];
      for (const pod of generations) {
        await runtime.createPod(pod);
        const alive = (await runtime.listPods()).filter((other) => other.name === name && !other.terminating);
        expect(alive.map(({ uid }) => uid)).toEqual([pod.uid]);
        for (const { id, namespace } of alive) {
          await runtime.stopPod({ id, namespace, name }, 0);
          await runtime.stopPod({ id, namespace, name }, 0);
        }
      }
      const corpses = (await runtime.listPods()).filter((pod) => pod.name === name);
      expect(corpses.map(({ terminating }) => terminating)).toEqual([true, true, true]);
    });

    test('that waits for its next restart can be stopped: the engine cannot rename it then', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(harness.images.fails.image);
      await launch(runtime, pod);
      const waiting = await podWhen(
        runtime,
        pod,
        ({ state, restarts }) => state === 'restarting' && restarts > 2,
      );
      await runtime.stopPod(waiting, 0);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('that someone renamed is still a pod, and ends as any other', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(forever));
      await docker('rename', pod.id, `${pod.name}-by-hand`);
      expect(await getPod(runtime, pod)).toEqual(pod);
      await runtime.stopPod(pod, 30);
      expect(await getPod(runtime, pod)).toMatchObject({ terminating: true, state: 'exited' });
    });

    test('ends by SIGTERM even when it was paused', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(forever));
      await harness.pause(pod);
      await runtime.stopPod(pod, 60);
      expect((await getPod(runtime, pod)).exitCode).toBe(0);
    });

    test('whose command does not exist cannot start, and the engine says why', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(shell, { container: { command: ['nope'] } });
      await expect(launch(runtime, pod)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('exec: "nope": executable file not found'),
      });
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'created' });
    });

    test('whose host port is taken cannot start until it is free', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const container = { ports: [{ containerPort: 80, hostPort: 39_731, hostIP: '127.0.0.1' }] };
      const holder = await launched(runtime, newPod(forever, { container }));
      const pod = newPod(forever, { container });
      await expect(launch(runtime, pod)).rejects.toMatchObject({ name: 'RuntimeError', code: 'portInUse' });
      await runtime.removePod(holder);
      await runtime.startPod(await getPod(runtime, pod));
      expect((await getPod(runtime, pod)).state).toBe('running');
    });
  });
};
