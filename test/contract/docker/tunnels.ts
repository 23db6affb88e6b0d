import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { launched, podWhen, running } from '../pods.ts';
import { docker } from './docker-command.ts';

/** Gives back all that it gets, and then the word `end`. */
const ECHO =
  "trap 'exit 0' TERM; nc -ll -p 80 -e sh -c 'cat; printf end' & while :; do sleep 3600 & wait $!; done";

const answer = async (connection: Duplex, question: Uint8Array | string): Promise<Buffer> => {
  connection.end(question);
  return buffer(connection);
};

/** What only an engine with a network can show. */
export const tunnels = (harness: ContractHarness, image: string): void => {
  describe('a tunnel into a pod on a Docker engine', () => {
    const scope = contractScopes(harness);

    const opened = async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(image, { container: { command: ['sh', '-c', ECHO] } }));
      return { runtime, pod, tunnel: await runtime.openTunnel(pod, image) };
    };

    /** The answer as soon as the program in the pod listens. */
    const firstAnswer = async (connect: () => Promise<Duplex>, question: string): Promise<string> => {
      for (;;) {
        const text = await answer(await connect(), question).then(String, () => undefined);
        if (text !== undefined) return text;
      }
    };

    const gatesOf = (pod: { namespace: string; name: string }): Promise<string> =>
      docker('ps', '--quiet', '--filter', `label=berth.dev/tunnel=${pod.namespace}/${pod.name}`);

    test('carries bytes both ways, and the end of each way by itself', async () => {
      const { tunnel } = await opened();
      expect(await firstAnswer(() => tunnel.connect(80), 'hello ')).toBe('hello end');
      const bytes = randomBytes(5_000_000);
      const back = await answer(await tunnel.connect(80), bytes);
      expect(back.equals(Buffer.concat([bytes, Buffer.from('end')]))).toBe(true);
      await tunnel.close();
    });

    test('says that nothing listens', async () => {
      const { tunnel } = await opened();
      const failed = answer(await tunnel.connect(81), 'hello');
      await expect(failed).rejects.toMatchObject({ name: 'RuntimeError', message: 'Connection refused' });
      await tunnel.close();
    });

    test('leads into the pod again after a restart, and after somebody removed its container', async () => {
      const { runtime, pod, tunnel } = await opened();
      await docker('restart', '--time', '1', pod.id);
      await podWhen(runtime, pod, running);
      expect(await firstAnswer(() => tunnel.connect(80), 'a')).toBe('aend');
      await docker('rm', '--force', await gatesOf(pod));
      expect(await firstAnswer(() => tunnel.connect(80), 'b')).toBe('bend');
      await tunnel.close();
    });

    test('leaves nothing behind', async () => {
      const { pod, tunnel } = await opened();
      expect(await gatesOf(pod)).not.toBe('');
      await tunnel.close();
      expect(await gatesOf(pod)).toBe('');
    });

    test('needs its image', async () => {
      const { runtime, pod, tunnel } = await opened();
      await tunnel.close();
      const refused = runtime.openTunnel(pod, harness.images.missing);
      await expect(refused).rejects.toMatchObject({ name: 'RuntimeError', code: 'imageNotFound' });
    });
  });
};
