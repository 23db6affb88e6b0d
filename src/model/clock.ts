/** Time, as everything that waits sees it: the real one in main, a fake one in tests. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. It never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
