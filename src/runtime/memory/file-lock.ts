import { randomUUID } from 'node:crypto';
import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { RuntimeError } from '../driver.ts';

/**
 * The lock is a symbolic link that points at nothing: its text names the holder, and link and text come into being
 * in one step, so that no moment to be killed at leaves a lock of nobody's.
 */

/** What is done under the lock takes milliseconds and never waits for anything. */
const STALE_MS = 10_000;
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 20;

export interface FileLock {
  /** Whether it is still ours: it is not when we slept so long that another took us for dead. */
  isHeld(): boolean;
  release(): void;
}

interface Holder {
  token: string;
  host: string;
  pid: number;
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const readText = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** Undefined where the text is not that of a holder. */
const parseHolder = (text: string): Holder | undefined => {
  const [token, host, pid] = text.split(' ');
  return token === undefined || host === undefined || pid === undefined
    ? undefined
    : { token, host, pid: Number(pid) };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
};

/** Its holder has died, or has held it for so long that it must hang. */
const isStale = (path: string, text: string): boolean => {
  const holder = parseHolder(text);
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - lstatSync(path).mtimeMs > STALE_MS;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

const tryLock = (path: string, holder: string): boolean => {
  try {
    symlinkSync(holder, path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
};

/** Moves the stale lock aside. Where that caught a fresh one, it is put back. */
const breakLock = (path: string, stale: string): void => {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const caught = readText(aside);
  if (caught !== undefined && caught !== stale) tryLock(path, caught);
  rmSync(aside, { force: true });
};

/** Takes the lock at `path`. One that was left behind by a process that died is taken over. */
export const lockFile = async (path: string): Promise<FileLock> => {
  const mine = `${randomUUID()} ${hostname()} ${process.pid}`;
  const deadline = Date.now() + PATIENCE_MS;
  while (!tryLock(path, mine)) {
    const text = readText(path);
    if (text !== undefined && isStale(path, text)) {
      breakLock(path, text);
      continue;
    }
    if (Date.now() > deadline) {
      throw new RuntimeError(
        'failed',
        `${path} is held by another berth. If none is running, remove that file.`,
      );
    }
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  const isHeld = (): boolean => readText(path) === mine;
  return {
    isHeld,
    release: () => {
      if (isHeld()) rmSync(path, { force: true });
    },
  };
};
