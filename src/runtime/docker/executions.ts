import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attachment, type Execution, type Output, type Runtime, RuntimeError } from '../driver.ts';
import type { Exec } from './docker.ts';
import type { Engine } from './engine.ts';
import { toRuntimeError } from './errors.ts';
import { readFrames } from './frames.ts';

/** The main process of a container, and commands that run beside it, joined to streams. */

/** The engine ends the stream a little before it knows the exit code. */
const EXIT_CODE_LOOKS = 50;
const EXIT_CODE_PAUSE_MS = 20;

const exitCodeOf = async (exec: Exec): Promise<number> => {
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
  const over = new AbortController();
  const { signal } = over;
  try {
    // A command that ends reads no more.
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]);
  } finally {
    over.abort();
  }
};

export const attachmentOf = (
  engine: Engine,
  stream: Duplex,
  hasTerminal: boolean,
  address: string,
  resize: (size: { w: number; h: number }) => Promise<unknown>,
): Attachment => ({
  output: outputOf(stream, hasTerminal, address),
  write: (bytes) => write(stream, bytes),
  endInput: () => void stream.end(),
  resize: ({ columns, rows }) =>
    engine.ask(async () => {
      await resize({ w: columns, h: rows });
    }),
});

export const createExecutions = (engine: Engine): Pick<Runtime, 'exec' | 'attach'> => ({
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
      const stream = await exec.start({ Tty: hasTerminal });
      const attachment = attachmentOf(engine, stream, hasTerminal, address, (size) => exec.resize(size));
      if (terminal !== undefined) await attachment.resize(terminal).catch(() => undefined);
      return { ...attachment, exitCode: () => engine.ask(() => exitCodeOf(exec)) };
    }),

  attach: (pod, stdin) =>
    engine.ask(async (docker, { address }) => {
      const container = docker.getContainer(pod.id);
      const { State: state, Config: config } = await container.inspect();
      if (!state.Running || state.Restarting) {
        throw new RuntimeError('conflict', `pod "${pod.namespace}/${pod.name}" is not running`);
      }
      const streams = { stdin, stdout: true, stderr: true };
      const stream = await container.attach({ stream: true, ...streams });
      return attachmentOf(engine, stream, config.Tty, address, (size) => container.resize(size));
    }),
});
