import type { Clock } from './model/clock.ts';

/** The longest delay that setTimeout takes; a longer one would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });

const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  if (ms <= 0 || signal?.aborted === true) return;
  await pause(Math.min(ms, LONGEST_TIMEOUT), signal);
  await sleep(ms - LONGEST_TIMEOUT, signal);
};

export const realClock: Clock = { now: () => Date.now(), sleep };
