/**
 * What HAProxy says while it takes a configuration. Nothing else tells from outside whether it did: it goes on with
 * the old one where it does not understand the new.
 */
export interface LoadWatch {
  /** Takes the next line of the log, and says what is known then. */
  read(line: string): LoadState;
}

export type LoadState =
  | { kind: 'waiting' }
  /** New connections follow the new configuration, those of before still go on. */
  | { kind: 'loaded' }
  /** Those of before have ended, too. */
  | { kind: 'drained' }
  | { kind: 'refused'; message: string };

const STARTING = /Initializing new worker \((\d+)\)/;
const LOADED = /Loading success/;
const ENDED = /Former worker \((\d+)\) exited/;
const ALERT = /\[ALERT\].*? : (?:config : |\[haproxy\.)(.*)/;
const REFUSED =
  /Fatal errors found in configuration|Failed to load worker|Failed to parse new configuration|can't start a new worker/;

/** `mark` stands in the new configuration, and is repeated when HAProxy begins to read it. */
export const watchLoad = (mark: string): LoadWatch => {
  let starting: string | undefined;
  /** The processes that serve or have connections left. */
  const alive = new Set<string>();
  let state: 'before' | 'waiting' | 'loaded' = 'before';
  const complaints: string[] = [];

  const follow = (line: string): void => {
    const [, begun] = STARTING.exec(line) ?? [];
    const [, ended] = ENDED.exec(line) ?? [];
    if (begun !== undefined) starting = begun;
    if (ended !== undefined) alive.delete(ended);
    if (LOADED.test(line) && starting !== undefined) alive.add(starting);
  };

  return {
    read: (line) => {
      follow(line);
      if (state === 'before') {
        if (line.includes(mark)) state = 'waiting';
        return { kind: 'waiting' };
      }
      if (state === 'waiting') {
        const [, complaint] = ALERT.exec(line) ?? [];
        if (complaint !== undefined) complaints.push(complaint.trim());
        if (REFUSED.test(line)) return { kind: 'refused', message: complaints[0] ?? line.trim() };
        if (!LOADED.test(line)) return { kind: 'waiting' };
        state = 'loaded';
      }
      return { kind: alive.size > 1 ? 'loaded' : 'drained' };
    },
  };
};

export const markOf = (id: string): string => `berth loads ${id}`;

/** The configuration with a mark at its head. */
export const markedText = (text: string, mark: string): string => `.notice "${mark}"\n${text}`;
