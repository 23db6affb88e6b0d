import type { Clock } from './model/clock.ts';

export interface VirtualClock extends Clock {
  /** Time stands still while `work` is under way: for what the clock cannot see, such as a child process. */
  during<T>(work: Promise<T>): Promise<T>;
}

interface Sleeper {
  due: number;
  wake: () => void;
}

/**
 * Virtual time. Whenever nothing else can run, it jumps to the next sleeper that is due and wakes that one
 * alone; of those due at the same moment, the first to have gone to sleep. So a rollout of minutes takes
 * milliseconds, and takes the same course each time.
 */
export const createVirtualClock = (
  start: number,
  /** Whether work is under way outside of JavaScript, which will go on in this process when it is done. */
  isBusy: () => boolean = () => false,
): VirtualClock => {
  let now = start;
  let sleepers: Sleeper[] = [];
  let scheduled = false;
  let held = 0;

  const leave = (sleeper: Sleeper): void => {
    sleepers = sleepers.filter((other) => other !== sleeper);
  };

  /** One turn of the event loop runs all promises that can go on. */
  const schedule = (): void => {
    if (scheduled || held > 0 || sleepers.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (held === 0 && !isBusy()) wakeNext();
      schedule();
    });
  };

  const wakeNext = (): void => {
    const due = Math.min(...sleepers.map((sleeper) => sleeper.due));
    const next = sleepers.find((sleeper) => sleeper.due === due);
    if (next === undefined) return;
    now = Math.max(now, due);
    leave(next);
    next.wake();
  };

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        leave(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { due: now + Math.max(0, ms), wake };
      signal?.addEventListener('abort', wake);
      sleepers.push(sleeper);
      schedule();
    });
  };

  const during = async <T>(work: Promise<T>): Promise<T> => {
    held += 1;
    try {
      return await work;
    } finally {
      held -= 1;
      schedule();
    }
  };

  return { now: () => now, sleep, during };
};
