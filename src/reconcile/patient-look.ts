import { type ClusterSnapshot, observe } from '../cluster/observe.ts';
import type { Clock } from '../model/clock.ts';
import type { OnEvent } from '../model/event.ts';
import type { Runtime } from '../runtime/driver.ts';
import { isPassing, PATIENCE_MS } from './patience.ts';

const POLL_MS = 500;

/**
 * Looks at the runtime. An engine that does not answer the first time is an error at once; one that goes away
 * later is waited for.
 */
export const createLook = (options: {
  runtime: Runtime;
  clock: Clock;
  signal: AbortSignal;
  onEvent: OnEvent;
}): (() => Promise<ClusterSnapshot>) => {
  const { runtime, clock, signal, onEvent } = options;
  let hasAnswered = false;

  return async () => {
    let lostAt: number | undefined;
    for (;;) {
      try {
        const snapshot = await observe(runtime);
        hasAnswered = true;
        if (lostAt !== undefined) onEvent({ type: 'engineBack' });
        return snapshot;
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
