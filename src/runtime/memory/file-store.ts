import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RuntimeError } from '../driver.ts';
import { lockFile } from './file-lock.ts';
import { emptyState, FORMAT, type MemoryState } from './memory-state.ts';
import type { MemoryStore } from './memory-store.ts';

/** How soon the changes of another process are noticed. */
const POLL_MS = 50;

/** Where the simulated cluster of `--runtime memory` is kept. */
export const memoryFile = (env: Readonly<Record<string, string | undefined>>): string => {
  const { BERTH_MEMORY_FILE, XDG_STATE_HOME, HOME } = env;
  if (BERTH_MEMORY_FILE !== undefined && BERTH_MEMORY_FILE !== '') return resolve(BERTH_MEMORY_FILE);
  const isUsable = XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME);
  const states = isUsable ? XDG_STATE_HOME : join(HOME ?? homedir(), '.local', 'state');
  return join(states, 'berth', 'memory.json');
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const failure = (path: string, what: string, cause: unknown): RuntimeError =>
  cause instanceof RuntimeError
    ? cause
    : new RuntimeError('failed', `cannot ${what} ${path}: ${reasonOf(cause)}`, { cause });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const unreadable = (path: string, reason: string): RuntimeError =>
  new RuntimeError(
    'failed',
    `${path} does not hold a simulated cluster: ${reason}. It was left as it is. Move it away or set BERTH_MEMORY_FILE to another path to start anew.`,
  );

const isState = (value: unknown): value is MemoryState =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === FORMAT &&
  ['pods', 'records', 'events'].every((list) => Array.isArray(Reflect.get(value, list))) &&
  ['revision', 'lastId', 'lastEvent'].every((count) => typeof Reflect.get(value, count) === 'number') &&
  typeof Reflect.get(value, 'images') === 'object';

const parseState = (path: string, text: string): MemoryState => {
  // As `mktemp` makes it. A state that was written is never empty.
  if (text === '') return emptyState;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  }
  if (!isState(value)) throw unreadable(path, `it is not of format ${FORMAT}`);
  return value;
};

/** Changes whenever the file is replaced. */
const stampOf = (path: string): string => {
  try {
    const { ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (isMissing(error)) return 'none';
    throw error;
  }
};

/** A link is followed, so that it is its target that is replaced. */
const targetOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/**
 * A simulated engine kept in a file, shared by any number of processes. The file is only ever replaced as a whole;
 * writers take turns by a lock file beside it.
 */
export const openFileStore = (file: string): MemoryStore => {
  const path = targetOf(file);
  let cached: { stamp: string; state: MemoryState } | undefined;

  const load = (): MemoryState => {
    // The stamp comes first: at worst it is older than the text, and the file is read once more.
    const stamp = stampOf(path);
    if (cached?.stamp !== stamp) {
      const text = stamp === 'none' ? '' : readFileSync(path, 'utf8');
      cached = { stamp, state: parseState(path, text) };
    }
    return cached.state;
  };

  const read = async (): Promise<MemoryState> => {
    try {
      return load();
    } catch (error) {
      throw failure(path, 'read', error);
    }
  };

  const save = (state: MemoryState): void => {
    const next = `${path}.next`;
    // Secrets may be among the records.
    writeFileSync(next, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(next, path);
    cached = { stamp: stampOf(path), state };
  };

  const update = async (change: (state: MemoryState) => MemoryState): Promise<void> => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      for (;;) {
        const lock = await lockFile(`${path}.lock`);
        try {
          const state = load();
          const next = change(state);
          if (next === state) return;
          if (!lock.isHeld()) continue;
          save({ ...next, revision: state.revision + 1 });
          return;
        } finally {
          lock.release();
        }
      }
    } catch (error) {
      throw failure(path, 'write', error);
    }
  };

  const changed = async (revision: number, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await read()).revision === revision) {
      await pause(POLL_MS, undefined, { signal }).catch(() => {});
    }
  };

  return { read, update, changed };
};
