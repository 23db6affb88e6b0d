import type { Clock } from '../model/clock.ts';
import type { OnEvent } from '../model/event.ts';
import { isPassing, PATIENCE_MS } from './patience.ts';

const POLL_MS = 500;

/** Asks the runtime something. */
type Look = <T>(ask: () => Promise<T>) => Promise<T>;

/**
 * An engine that does not answer the first time is an error at once; one that goes away later is waited for.
 */
export const createLook = (options: { clock: Clock; signal: AbortSignal; onEvent: OnEvent }): Look => {
  const { clock, signal, onEvent } = options;
  let hasAnswered = false;

  return async (ask) => {
    let lostAt: number | undefined;
    for (;;) {
      try {
        const answer = await ask();
        hasAnswered = true;
        if (lostAt !== undefined) onEvent({ type: 'engineBack' });
        return answer;
      } catch (error) {
        if (!isPassing(error) || !hasAnswered || signal.aborted) throw error;
        if (lostAt === undefined) onEvent({ type: 'engineLost', message: error.message });
        lostAt ??= clock.now();
        if (clock.now() - lostAt >= PATIENCE_MS) throw error;
        await clock.sleep(POLL_MS, signal);
      }
    }
  };
};
