import { expect, test } from 'vitest';
import { readFrames } from '../../../../src/runtime/docker/logs.ts';

const frame = (stream: number, text: string): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

const read = (bytes: Buffer) =>
  Array.from(readFrames(bytes), ({ stream, bytes: text }) => `${stream} ${Buffer.from(text).toString()}`);

test('frames are taken apart by their headers', () => {
  const bytes = Buffer.concat([frame(1, 'one\n'), frame(2, 'grüße\n'), frame(1, '')]);
  expect(read(bytes)).toEqual(['stdout one\n', 'stderr grüße\n', 'stdout ']);
});

test('a header that is cut off is left out', () => {
  expect(read(Buffer.concat([frame(1, 'one\n'), Buffer.from([1, 0, 0])]))).toEqual(['stdout one\n']);
});

test('nothing written is no frame', () => {
  expect(read(Buffer.alloc(0))).toEqual([]);
});
