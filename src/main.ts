import { spawnSync } from 'node:child_process';
import { isatty } from 'node:tty';
import { run } from './cli.ts';
import { processHolder } from './process-holder.ts';
import { realClock } from './real-clock.ts';
import type { Runtime } from './runtime/driver.ts';
import type { Output, RuntimeChoice, World } from './world.ts';

const interruption = new AbortController();
let interruptedExitCode: number | undefined;

/** The first Ctrl-C lets a command end well, the second ends it at once. */
const interrupt = (exitCode: number) => (): void => {
  if (interruption.signal.aborted) process.exit(exitCode);
  interruptedExitCode = exitCode;
  interruption.abort();
};
process.on('SIGINT', interrupt(130));
process.on('SIGTERM', interrupt(143));

const output = (stream: NodeJS.WriteStream & { fd: number }): Output => {
  // Whoever read has gone, as in `berth get pods | head -1`. That is no error, but there is nothing left to do.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(141);
  });
  const isTTY = isatty(stream.fd);
  return {
    isTTY,
    get columns() {
      return isTTY ? stream.columns : undefined;
    },
    ...(isTTY ? { terminal: stream } : {}),
    write: (text) => {
      stream.write(text);
    },
  };
};

/** Each runtime loads on demand: the Docker client is most of berth's weight. */
const openRuntime = async ({ name, context }: RuntimeChoice): Promise<Runtime> => {
  if (name === 'docker') {
    const { createDockerRuntime } = await import('./runtime/docker/docker-runtime.ts');
    return createDockerRuntime({ env: process.env, context, clock: realClock });
  }
  const [{ createMemoryRuntime }, { memoryFile, openFileStore }] = await Promise.all([
    import('./runtime/memory/memory-runtime.ts'),
    import('./runtime/memory/file-store.ts'),
  ]);
  return createMemoryRuntime({ clock: realClock, store: openFileStore(memoryFile(process.env)) });
};

const setRawMode = (raw: boolean): void => {
  process.stdin.setRawMode(raw);
  // Node leaves the terminal to turn line feeds into new lines, which would tear what editors draw.
  if (raw) spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
};

let readsInput = false;

const world: World = {
  env: process.env,
  cwd: process.cwd(),
  stdin: {
    isTTY: isatty(0),
    ...(isatty(0) ? { setRawMode } : {}),
    [Symbol.asyncIterator]: () => {
      readsInput = true;
      return process.stdin[Symbol.asyncIterator]();
    },
  },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  clock: realClock,
  signal: interruption.signal,
  dockerContexts: async () =>
    (await import('./runtime/docker/contexts.ts')).createDockerContexts(process.env),
  newHolder: processHolder,
  openRuntime,
};

const main = async (): Promise<void> => {
  // Should nothing be left to wait for before the command has come to its end.
  process.exitCode = 13;
  process.exitCode = await run(process.argv.slice(2), world);
  // A command may end before its input does.
  if (readsInput) process.stdin.destroy();
  // An interrupted command may have left work behind that would hold the process.
  if (interruptedExitCode !== undefined) process.exit(process.exitCode === 0 ? 0 : interruptedExitCode);
};

void main();
