import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { type Execution, type Output, type Runtime, RuntimeError } from '../driver.ts';
import type { Engine } from './engine.ts';
import { toRuntimeError } from './errors.ts';
import { readFrames } from './frames.ts';

/** Commands that run beside the main process of a container. */

/** The engine ends the stream a little before it knows the exit code. */
const EXIT_CODE_LOOKS = 50;
const EXIT_CODE_PAUSE_MS = 20;

const exitCodeOf = async (exec: Docker.Exec): Promise<number> => {
  for (let looks = 1; ; looks++) {
    const { Running: isRunning, ExitCode: code } = await exec.inspect();
    if (!isRunning && code !== null) return code;
    if (looks === EXIT_CODE_LOOKS) throw new RuntimeError('failed', 'the engine lost sight of the command');
    await sleep(EXIT_CODE_PAUSE_MS);
  }
};

const outputOf = async function* (
  stream: Duplex,
  hasTerminal: boolean,
  address: string,
): AsyncGenerator<Output> {
  try {
    if (!hasTerminal) yield* readFrames(stream);
    else for await (const bytes of stream) yield { stream: 'stdout', bytes };
  } catch (error) {
    throw toRuntimeError(error, address);
  } finally {
    stream.destroy();
  }
};

const write = async (stream: Duplex, bytes: Uint8Array): Promise<void> => {
  if (!stream.writable || stream.write(bytes)) return;
  // A command that ends reads no more.
  await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
};

export const createExecutions = (engine: Engine): Pick<Runtime, 'exec'> => ({
  exec: (pod, { command, stdin, terminal }) =>
    engine.ask(async (docker, { address }): Promise<Execution> => {
      const hasTerminal = terminal !== undefined;
      const exec = await docker.getContainer(pod.id).exec({
        Cmd: [...command],
        AttachStdin: stdin,
        AttachStdout: true,
        AttachStderr: true,
        Tty: hasTerminal,
      });
      const stream = await exec.start({ hijack: true, stdin: false, Tty: hasTerminal });
      const resize = ({ columns, rows }: { columns: number; rows: number }): Promise<void> =>
        engine.ask(async () => exec.resize({ w: columns, h: rows }));
      if (terminal !== undefined) await resize(terminal).catch(() => undefined);
      return {
        output: outputOf(stream, hasTerminal, address),
        write: (bytes) => write(stream, bytes),
        endInput: () => void stream.end(),
        resize,
        exitCode: () => engine.ask(() => exitCodeOf(exec)),
      };
    }),
});
