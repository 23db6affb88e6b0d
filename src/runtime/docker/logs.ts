import type { LogChunk, Runtime } from '../driver.ts';
import type { Engine } from './engine.ts';

/** Before each frame: one byte for the stream, three of nothing, four for the length of what follows. */
const HEADER_BYTES = 8;
const STDERR = 2;

/** The two streams of a container without a terminal, which the engine sends as one. */
export const readFrames = function* (bytes: Buffer): Generator<LogChunk> {
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const begin = at + HEADER_BYTES;
    const stream = bytes.readUInt8(at) === STDERR ? 'stderr' : 'stdout';
    at = begin + bytes.readUInt32BE(at + 4);
    yield { stream, bytes: bytes.subarray(begin, at) };
  }
};

export const createLogs = (engine: Engine): Pick<Runtime, 'logs'> => ({
  logs: async function* (pod, { tail }) {
    const { bytes, isTerminal } = await engine.ask(async (docker) => {
      const container = docker.getContainer(pod.id);
      const [text, { Config: config }] = await Promise.all([
        container.logs({
          stdout: true,
          stderr: true,
          follow: false,
          ...(tail === undefined ? {} : { tail }),
        }),
        container.inspect(),
      ]);
      return { bytes: text, isTerminal: config.Tty };
    });
    if (isTerminal) yield { stream: 'stdout', bytes };
    else yield* readFrames(bytes);
  },
});
