import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli.ts';
import type { CommandEntry } from '../../src/cli/command-spec.ts';
import { commandGroups } from '../../src/commands/command-table.ts';
import { createDockerContexts } from '../../src/runtime/docker/contexts.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore, type MemoryStore } from '../../src/runtime/memory/memory-store.ts';
import type { Output, World } from '../../src/world.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { newHolder } from './new-holder.ts';

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
  /** Is told what a command that goes on has written to stdout so far. */
  readonly onOutput?: (text: string) => void;
}

export interface Session {
  readonly clock: FakeClock;
  /** The simulated engine. Each command is another client of it. */
  readonly store: MemoryStore;
  /** Runs `berth` with words as a shell would split them; quotes hold words together. */
  readonly berth: (line: string, options?: CommandOptions) => Promise<Shown>;
  /** Puts files into the folder that commands run in, and says where that is. */
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => string;
}

interface SessionOptions {
  /** Without it, commands find the simulated engine of the session. */
  readonly openRuntime?: World['openRuntime'];
}

// Virtual time does not see that a module still loads, so what loads on demand is loaded before it begins.
const loadAll = async (commands: readonly CommandEntry[]): Promise<void> => {
  const specs = await Promise.all(commands.map(({ load }) => load()));
  await Promise.all(specs.map(({ subcommands = [] }) => loadAll(subcommands)));
};
await Promise.all([
  ...commandGroups.map(({ commands }) => loadAll(commands)),
  import('../../src/commands/complete.ts'),
  import('../../src/commands/get/raw.ts'),
  import('../../src/commands/plugin/find-plugins.ts'),
  import('../../src/commands/plugin/run-plugin.ts'),
  import('../../src/commands/read-resources.ts'),
  import('../../src/output/custom-columns.ts'),
  import('../../src/output/sort-by.ts'),
  import('../../src/output/template-printers.ts'),
]);

export const splitWords = (line: string): string[] =>
  Array.from(line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g), ([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );

const capture = (
  columns: number | undefined,
  onOutput: (text: string) => void = () => undefined,
): Output & { text: () => string } => {
  const parts: Uint8Array[] = [];
  const text = (): string => Buffer.concat(parts).toString();
  return {
    isTTY: columns !== undefined,
    columns,
    write: (part) => {
      parts.push(Buffer.from(part));
      onOutput(text());
    },
    text,
  };
};

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}

/** A folder that is there as long as the test that asked for it. */
const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** A terminal to play commands in: the whole of berth in this process, on a staged world. */
export const openSession = (options: SessionOptions = {}): Session => {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const openRuntime = options.openRuntime ?? (async () => createMemoryRuntime({ clock, store }));
  let folder: string | undefined;

  return {
    clock,
    store,
    berth: async (line, options = {}) => {
      const { stdin = '', env = {}, columns, signal = new AbortController().signal, onOutput } = options;
      const stdout = capture(columns, onOutput);
      const stderr = capture(columns);
      const code = await run(splitWords(line), {
        env,
        cwd: folder ?? '/nowhere',
        stdin: { isTTY: false, [Symbol.asyncIterator]: () => bytesOf(stdin) },
        stdout,
        stderr,
        clock,
        signal,
        dockerContexts: async () => createDockerContexts({ HOME: '/nowhere', ...env }),
        newHolder,
        openRuntime,
      });
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    },
    write: (files) => {
      folder ??= temporaryFolder();
      for (const [name, text] of Object.entries(files)) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      return folder;
    },
  };
};
