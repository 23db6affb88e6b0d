import { expect, test } from 'vitest';
import { readFrames } from '../../../../src/runtime/docker/frames.ts';

const frame = (stream: number, text: string): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

/** However the bytes arrive. */
const read = async (bytes: Buffer, size = 3): Promise<string[]> => {
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const frames: string[] = [];
  for await (const { stream, bytes: text } of readFrames(chunks()))
    frames.push(`${stream} ${text.toString()}`);
  return frames;
};

test('frames are taken apart by their headers', async () => {
  const bytes = Buffer.concat([frame(1, 'one\n'), frame(2, 'grüße\n'), frame(1, '')]);
  expect(await read(bytes)).toEqual(['stdout one\n', 'stderr grüße\n', 'stdout ']);
});

test('a header that is cut off is left out', async () => {
  expect(await read(Buffer.concat([frame(1, 'one\n'), Buffer.from([1, 0, 0])]))).toEqual(['stdout one\n']);
});

test('nothing written is no frame', async () => {
  expect(await read(Buffer.alloc(0))).toEqual([]);
});
