import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { RuntimeError } from '../driver.ts';

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
    return readFileSync(path, 'utf8');
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
    return Date.now() - statSync(path).mtimeMs > STALE_MS;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** Moves the stale lock aside. Where that caught a fresh one, it is put back. */
const breakLock = (path: string, text: string): void => {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readText(aside) !== text) linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

const tryLock = (path: string, mine: string): boolean => {
  try {
    writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
};

/** Takes the lock file at `path`. One that was left behind by a process that died is taken over. */
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
