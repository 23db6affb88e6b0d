import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './runs.ts';

/**
 * What one command learns of an engine and spares the next from asking. It is never more than that: whoever loses it
 * asks again, and what it says is checked against what the engine's list of containers says.
 */
export interface EngineMemory {
  /** The newest version of the API that the engine speaks. */
  apiVersion?: string;
  runs: Readonly<Record<string, RememberedRun>>;
}

/** Of a container that ran when it was asked about. */
export interface RememberedRun extends Omit<Run, 'names'> {
  learnedAt: number;
}

const NOTHING: EngineMemory = { runs: {} };

type Env = Readonly<Record<string, string | undefined>>;

const pathOf = ({ XDG_CACHE_HOME: cache, HOME: home }: Env, address: string): string | undefined => {
  const folder = cache ? join(cache, 'berth') : home ? join(home, '.cache', 'berth') : undefined;
  return folder === undefined ? undefined : join(folder, `engine-${encodeURIComponent(address)}.json`);
};

const isMemory = (value: unknown): value is EngineMemory =>
  typeof value === 'object' &&
  value !== null &&
  'runs' in value &&
  typeof value.runs === 'object' &&
  value.runs !== null;

export const readMemory = (env: Env, address: string): EngineMemory => {
  const path = pathOf(env, address);
  try {
    const memory: unknown = path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8'));
    return isMemory(memory) ? memory : NOTHING;
  } catch {
    return NOTHING;
  }
};

/** A folder that cannot be written to is no trouble. */
export const writeMemory = (env: Env, address: string, memory: EngineMemory): void => {
  const path = pathOf(env, address);
  if (path === undefined) return;
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify(memory), { mode: 0o600 });
    renameSync(draft, path);
  } catch {
    // The next command asks again.
  }
};
