import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { PodFile } from '../../../../../src/model/pod-file.ts';
import { readArchive } from '../../../../../src/runtime/docker/archive/read-archive.ts';
import { writeArchive } from '../../../../../src/runtime/docker/archive/write-archive.ts';
import { forAll } from '../../../../support/random.ts';

const META = { mode: 0o644, uid: 0, gid: 0, modifiedAt: 1_700_000_000_000, size: 0 };

async function* partsOf(bytes: Buffer, size: () => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + Math.max(1, size());
    yield bytes.subarray(at, end);
    at = end;
  }
}

const file = (path: string, bytes: Buffer): PodFile => ({
  ...META,
  path,
  kind: 'file',
  size: bytes.length,
  content: partsOf(bytes, () => 7_000),
});

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const archived = async (files: readonly PodFile[]): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of writeArchive(each(files))) parts.push(part);
  return Buffer.concat(parts);
};

const unpacked = async (archive: AsyncIterable<Uint8Array>) => {
  const entries = [];
  for await (const { content, ...entry } of readArchive(archive)) {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    entries.push({ ...entry, bytes: Buffer.concat(parts) });
  }
  return entries;
};

const whole = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
};

describe('an archive', () => {
  test('gives back any files, in whatever pieces it comes', async () => {
    await forAll(20, async (random) => {
      const names = Array.from(
        { length: 1 + random.int(0, 6) },
        (_, index) => `${'é-folder/'.repeat(random.int(0, 30))}${index}`,
      );
      const contents = names.map(() => Buffer.alloc(random.int(0, 3_000), 'x'));
      const archive = await archived(
        names.map((name, index) => file(name, contents[index] ?? Buffer.alloc(0))),
      );
      const entries = await unpacked(partsOf(archive, () => random.int(0, 2_000)));
      expect(entries.map(({ name }) => name)).toEqual(names);
      expect(entries.every(({ bytes }, index) => contents[index]?.equals(bytes))).toBe(true);
    });
  });

  test('keeps kinds, permissions, owners and times', async () => {
    const target = 't'.repeat(150);
    const archive = await archived([
      { ...META, path: 'd', kind: 'folder', mode: 0o1777 },
      { ...META, path: 'd/link', kind: 'link', target },
      { ...META, path: 'd/twin', kind: 'hardLink', target: 'd/a' },
      { ...META, path: 'd/pipe', kind: 'other' },
      { ...file('d/a', Buffer.from('x')), mode: 0o4755, uid: 1_000, gid: 3_000_000 },
    ]);
    expect(await unpacked(whole(archive))).toMatchObject([
      { name: 'd/', type: '5', mode: 0o1777, modified: 1_700_000_000 },
      { name: 'd/link', type: '2', target },
      { name: 'd/twin', type: '1', target: 'd/a' },
      { name: 'd/a', type: '0', mode: 0o4755, uid: 1_000, gid: 3_000_000, size: 1 },
    ]);
  });

  test('passes over what is not read', async () => {
    const archive = await archived([file('a', Buffer.alloc(5_000)), file('b', Buffer.from('x'))]);
    const names: string[] = [];
    for await (const { name } of readArchive(whole(archive))) names.push(name);
    expect(names).toEqual(['a', 'b']);
  });

  test('that is cut off or tampered with is refused', async () => {
    const archive = await archived([file('a', Buffer.alloc(5_000))]);
    const refused = (bytes: Buffer) =>
      expect(unpacked(whole(bytes))).rejects.toThrow('tar contents corrupted');
    await refused(archive.subarray(0, 2_000));
    await refused(Buffer.concat([Buffer.from('b'), archive.subarray(1)]));
  });

  test('of a file that shrinks or grows meanwhile is refused', async () => {
    for (const size of [10, 30]) {
      const changed = archived([{ ...file('a', Buffer.alloc(20)), size }]);
      await expect(changed).rejects.toThrow('a changed while it was read');
    }
  });

  test.each(['gnu', 'pax', 'ustar'])('of GNU tar in its %s format is read', async (format) => {
    const path = 'test/unit/runtime/docker/archive/archive.test.ts';
    const archive = execFileSync('tar', ['-c', `--format=${format}`, path]);
    const [entry, ...more] = await unpacked(partsOf(archive, () => 1_000));
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ name: path, type: '0' });
    expect(entry?.bytes.toString()).toContain('of GNU tar in its');
  });
});
