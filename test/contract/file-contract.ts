import { describe, expect, test } from 'vitest';
import type { PodFile } from '../../src/model/pod-file.ts';
import type { PodRef } from '../../src/model/pod.ts';
import type { Runtime } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

const META = { mode: 0o640, uid: 0, gid: 0, modifiedAt: 1_700_000_000_000, size: 0 };

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}

const file = (path: string, text: string): PodFile => {
  const content = bytesOf(text);
  return { ...META, path, kind: 'file', size: Buffer.byteLength(text), content };
};

async function* sent(files: readonly PodFile[]): AsyncGenerator<PodFile> {
  yield* files;
}

/** `path kind mode text`, sorted. */
const listed = async (files: AsyncIterable<PodFile>): Promise<string[]> => {
  const lines: string[] = [];
  for await (const { path, kind, mode, target = '', content } of files) {
    let text = target;
    for await (const part of content ?? []) text += Buffer.from(part).toString();
    lines.push(`${path} ${kind} ${mode.toString(8)} ${text}`);
  }
  return lines.sort();
};

export const fileContract = ({ images, ...harness }: ContractHarness): void => {
  describe('the files of a pod', () => {
    const scope = contractScopes({ images, ...harness });
    const LONG = `${'long/'.repeat(30)}name`;

    const filled = async (): Promise<{ runtime: Runtime; pod: PodRef }> => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const asked = newPod(images.forever);
      await runtime.createPod(asked);
      const pod = await getPod(runtime, asked);
      const files: PodFile[] = [
        { ...META, path: 'data', kind: 'folder', mode: 0o750 },
        file('data/a', 'one'),
        file('data/é', ''),
        file(`data/${LONG}`, 'deep'),
        { ...META, path: 'data/link', kind: 'link', mode: 0o777, target: 'a' },
        { ...META, path: 'to-data', kind: 'link', mode: 0o777, target: '/tmp/data' },
      ];
      await runtime.writeFiles(pod, '/tmp', sent(files));
      return { runtime, pod };
    };

    test('come out as they went in, also of one that never ran', async () => {
      const { runtime, pod } = await filled();
      const lines = await listed(runtime.readFiles(pod, '/tmp/data'));
      expect(lines.filter((line) => !line.endsWith(' folder 755 '))).toEqual(
        [' folder 750 ', 'a file 640 one', 'link link 777 a', `${LONG} file 640 deep`, 'é file 640 '].sort(),
      );
      expect(await listed(runtime.readFiles(pod, '/tmp/data/a'))).toEqual([' file 640 one']);
    });

    test('are found, told from folders, and relative to where commands begin', async () => {
      const { runtime, pod } = await filled();
      const stats = async (path: string) => runtime.statFile(pod, path);
      expect(await stats('/tmp/data')).toEqual({ isFolder: true });
      expect(await stats('tmp/data/a')).toEqual({ isFolder: false });
      expect(await stats('/tmp/data/nope')).toBeUndefined();
    });

    test('take the place of those of the same name', async () => {
      const { runtime, pod } = await filled();
      await runtime.writeFiles(pod, '/tmp/data', sent([file('a', 'two')]));
      expect(await listed(runtime.readFiles(pod, '/tmp/data/a'))).toEqual([' file 640 two']);
    });

    test('that are not there are notFound, and so is a folder to put them in', async () => {
      const { runtime, pod } = await filled();
      const notFound = { name: 'RuntimeError', code: 'notFound' };
      await expect(listed(runtime.readFiles(pod, '/tmp/nope'))).rejects.toMatchObject(notFound);
      const written = (folder: string) => runtime.writeFiles(pod, folder, sent([file('a', 'x')]));
      await expect(written('/tmp/nope')).rejects.toMatchObject(notFound);
      await expect(written('/tmp/data/a')).rejects.toMatchObject(notFound);
    });

    test('cannot be had of a pod that is gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.removePod(pod);
      const notFound = { name: 'RuntimeError', code: 'notFound' };
      await expect(runtime.statFile(pod, '/tmp')).rejects.toMatchObject(notFound);
      await expect(runtime.writeFiles(pod, '/tmp', sent([]))).rejects.toMatchObject(notFound);
    });
  });
};
