import type { Runtime } from '../runtime/driver.ts';

/** The runtime's changes, folded into "something changed since you last asked". */
export interface Changes {
  /** False until `open` has resolved, and again when the engine has gone away. */
  isOpen(): boolean;
  open(): Promise<void>;
  /** Resolves when something has changed since the last call, or when the stream has ended. */
  changed(): Promise<void>;
  close(): void;
}

/** `records`: what others write counts as a change as well. */
export const createChanges = (runtime: Runtime, { records = false } = {}): Changes => {
  const stop = new AbortController();
  let open = false;
  let pending = false;
  let waiters: (() => void)[] = [];

  const notify = (): void => {
    pending = true;
    const woken = waiters;
    waiters = [];
    for (const wake of woken) wake();
  };

  const pump = async (changes: AsyncIterable<unknown>): Promise<void> => {
    try {
      for await (const _ of changes) notify();
    } catch {
      // The engine went away. The next look at it meets the same error and deals with it.
    }
    open = false;
    notify();
  };

  return {
    isOpen: () => open,
    open: async () => {
      const changes = records ? await runtime.watchAll(stop.signal) : await runtime.watch(stop.signal);
      open = true;
      void pump(changes);
    },
    changed: async () => {
      if (!pending) await new Promise<void>((resolve) => waiters.push(resolve));
      pending = false;
    },
    close: () => stop.abort(),
  };
};
