import type { Output } from '../driver.ts';

/** The engine's way to send two streams over one connection: each frame says whose it is and how long. */
interface Frame extends Output {
  bytes: Buffer;
}

const HEADER_LENGTH = 8;
const LENGTH_OFFSET = 4;
const STDERR = 2;

export const readFrames = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_LENGTH) {
      const end = HEADER_LENGTH + rest.readUInt32BE(LENGTH_OFFSET);
      if (rest.length < end) break;
      yield { stream: rest[0] === STDERR ? 'stderr' : 'stdout', bytes: rest.subarray(HEADER_LENGTH, end) };
      rest = rest.subarray(end);
    }
  }
};
