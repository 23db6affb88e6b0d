import type { LogLine } from '../driver.ts';
import { readFrames } from './frames.ts';

/** The engine's stream of a container's log, in which each entry begins with its time. */

const NEWLINE = 0x0a;
const TIME_LENGTH = '2026-01-02T03:04:05.123456789Z'.length;

const readEntry = (stream: LogLine['stream'], bytes: Buffer): LogLine => ({
  stream,
  at: bytes.toString('latin1', 0, TIME_LENGTH),
  bytes: bytes.subarray(TIME_LENGTH + 1),
});

/** A container with a terminal has one stream, in which nothing but line breaks parts the entries. */
const readTerminal = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogLine> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield readEntry('stdout', rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
  }
};

/** The engine cuts long lines into several entries, of which only the last ends with a line break. */
const readEntries = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogLine> {
  const begun = new Map<LogLine['stream'], LogLine>();
  for await (const { stream, bytes: framed } of readFrames(chunks)) {
    const entry = readEntry(stream, framed);
    const before = begun.get(stream);
    const line =
      before === undefined ? entry : { ...before, bytes: Buffer.concat([before.bytes, entry.bytes]) };
    if (framed.at(-1) === NEWLINE) {
      begun.delete(stream);
      yield line;
    } else begun.set(stream, line);
  }
  yield* begun.values();
};

export const readLogLines = (
  chunks: AsyncIterable<Uint8Array>,
  hasTerminal: boolean,
): AsyncGenerator<LogLine> => (hasTerminal ? readTerminal(chunks) : readEntries(chunks));
