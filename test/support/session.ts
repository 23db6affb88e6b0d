import { run } from '../../src/cli.ts';
import type { Runtime } from '../../src/runtime/driver.ts';
import type { Output, World } from '../../src/world.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

/** What a person at a terminal sees of one command. */
export interface Shown {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The width of the terminal; without it the output goes into a pipe. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
}

export interface Session {
  readonly clock: FakeClock;
  /** Runs `berth` with words as a shell would split them; quotes hold words together. */
  readonly berth: (line: string, options?: CommandOptions) => Promise<Shown>;
}

interface SessionOptions {
  readonly cwd?: string;
  readonly clock?: FakeClock;
  readonly openRuntime?: World['openRuntime'];
}

const splitWords = (line: string): string[] =>
  Array.from(line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g), ([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );

const capture = (columns: number | undefined): Output & { text: () => string } => {
  const parts: Uint8Array[] = [];
  return {
    isTTY: columns !== undefined,
    columns,
    write: (text) => parts.push(Buffer.from(text)),
    text: () => Buffer.concat(parts).toString(),
  };
};

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}

const noRuntime = (): Promise<Runtime> => Promise.reject(new Error('this session has no runtime'));

/** A terminal to play commands in: the whole of berth in this process, on a staged world. */
export const openSession = ({
  cwd = '/nowhere',
  clock = createFakeClock(),
  openRuntime = noRuntime,
}: SessionOptions = {}): Session => ({
  clock,
  berth: async (line, { stdin = '', env = {}, columns, signal = new AbortController().signal } = {}) => {
    const stdout = capture(columns);
    const stderr = capture(columns);
    const code = await run(splitWords(line), {
      env,
      cwd,
      stdin: { isTTY: false, [Symbol.asyncIterator]: () => bytesOf(stdin) },
      stdout,
      stderr,
      clock,
      signal,
      openRuntime,
    });
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  },
});
