import type { Clock } from '../model/clock.ts';
import { RuntimeError } from '../runtime/driver.ts';

/** How long an engine that went away in the middle may take to come back: a restart of dockerd with many pods. */
export const PATIENCE_MS = 60_000;

/** What may pass by itself. An engine on its way down or up does not only refuse connections: it answers nonsense. */
export const isPassing = (error: unknown): error is RuntimeError =>
  error instanceof RuntimeError && (error.code === 'unreachable' || error.code === 'failed');

/** Makes a call whose failure may pass by itself: undefined where it did not succeed this time. */
export type Attempting = <T>(call: () => Promise<T>) => Promise<T | undefined>;

/** Throws what has not passed for so long that it will not. */
export const createPatience = (clock: Clock): Attempting => {
  let failingSince: number | undefined;
  return async (call) => {
    try {
      const result = await call();
      failingSince = undefined;
      return result;
    } catch (error) {
      if (!isPassing(error)) throw error;
      failingSince ??= clock.now();
      if (clock.now() - failingSince >= PATIENCE_MS) throw error;
      return undefined;
    }
  };
};
