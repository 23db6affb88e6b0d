import { describe, expect, test } from 'vitest';
import type { PodFile } from '../../../src/model/pod-file.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { launched } from '../pods.ts';
import { docker } from './docker-command.ts';

const META = { mode: 0o600, uid: 7, gid: 8, modifiedAt: 0, size: 0 };

async function* one(): AsyncGenerator<PodFile> {
  async function* content() {
    yield Buffer.from('x');
  }
  yield { ...META, path: 'mine', kind: 'file', size: 1, content: content() };
}

async function* broken(): AsyncGenerator<PodFile> {
  async function* content() {
    yield Buffer.from('x');
    throw new Error('the disk is on fire');
  }
  yield { ...META, path: 'broken', kind: 'file', size: 1_000_000, content: content() };
}

/** What only an engine with real files can show. */
export const files = (harness: ContractHarness): void => {
  describe('the files of a pod on a Docker engine', () => {
    const scope = contractScopes(harness);

    const opened = async (container: object = {}) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      return { runtime, pod: await launched(runtime, newPod(harness.images.forever, { container })) };
    };

    test.each([
      ['whom they say, in a pod that runs as root', {}, '7:8 600'],
      ["the pod's user else", { securityContext: { runAsUser: 1234, runAsGroup: 5678 } }, '1234:5678 600'],
    ])('belong to %s', async (_, container, owner) => {
      const { runtime, pod } = await opened(container);
      await runtime.writeFiles(pod, '/tmp', one());
      expect(await docker('exec', pod.id, 'stat', '-c', '%u:%g %a', '/tmp/mine')).toBe(owner);
    });

    test('are what a link leads to that is named, and links below it are links', async () => {
      const { runtime, pod } = await opened();
      const script =
        'mkdir -p /tmp/d/e; echo x >/tmp/d/a; ln /tmp/d/a /tmp/d/b; ln -s /tmp/d/e /tmp/d/l; ln -s d /tmp/m; ln -s m /tmp/n; mkfifo /tmp/d/p';
      await docker('exec', pod.id, 'sh', '-c', script);
      const found: string[] = [];
      for await (const { path, kind, target = '' } of runtime.readFiles(pod, '/tmp/n')) {
        found.push(`${path} ${kind} ${target}`);
      }
      expect(found.sort()).toEqual([
        ' folder ',
        'a file ',
        'b hardLink a',
        'e folder ',
        'l link /tmp/d/e',
        'p other ',
      ]);
      expect(await runtime.statFile(pod, '/tmp/n')).toEqual({ isFolder: true });
    });

    test('that cannot be read to their end say so', async () => {
      const { runtime, pod } = await opened();
      await expect(runtime.writeFiles(pod, '/tmp', broken())).rejects.toThrow('the disk is on fire');
    });

    test('whose reading is broken off leave the engine usable', async () => {
      const { runtime, pod } = await opened();
      await docker('exec', pod.id, 'sh', '-c', 'head -c 20000000 /dev/zero >/tmp/big');
      for await (const file of runtime.readFiles(pod, '/tmp/big')) {
        expect(file.size).toBe(20_000_000);
        break;
      }
      expect(await runtime.statFile(pod, '/tmp/big')).toEqual({ isFolder: false });
    });
  });
};
