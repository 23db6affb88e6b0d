import { emptyState, type MemoryState } from './memory-state.ts';

/** Where the simulated engine is kept. Several runtimes may share one store: they are clients of one engine. */
export interface MemoryStore {
  read(): Promise<MemoryState>;
  /**
   * Puts what `change` makes of the state in its place; no other write comes between. A `change` that throws, or
   * gives back the state it was given, leaves all as it was.
   */
  update(change: (state: MemoryState) => MemoryState): Promise<void>;
  /** Resolves as soon as the state is another than that of `revision`, or the signal aborts. */
  changed(revision: number, signal: AbortSignal): Promise<void>;
}

export const createMemoryStore = (initial: Partial<MemoryState> = {}): MemoryStore => {
  let state: MemoryState = { ...emptyState, ...initial };
  const waiting = new Set<() => void>();

  const changed = (revision: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted || state.revision !== revision) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  };

  return {
    read: async () => state,
    update: async (change) => {
      const next = change(state);
      if (next === state) return;
      state = { ...next, revision: state.revision + 1 };
      for (const wake of waiting) wake();
    },
    changed,
  };
};
