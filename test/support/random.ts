/** A seeded source of choices: the same seed makes the same choices, on every machine. */
export interface Random {
  readonly seed: number;
  /** A whole number between `min` and `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability?: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** What `make` makes, or nothing. */
  maybe<T>(make: () => T, probability?: number): T | undefined;
  listOf<T>(length: { min: number; max: number }, make: (index: number) => T): T[];
  shuffle<T>(list: readonly T[]): T[];
}

/** mulberry32: 32 bits of state, good enough to choose test cases by. */
const fractions = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const createRandom = (seed: number): Random => {
  const next = fractions(seed);
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const chance = (probability = 0.5): boolean => next() < probability;
  const pick = <T>(choices: readonly T[]): T => {
    for (const choice of choices.slice(int(0, choices.length - 1))) return choice;
    throw new Error('pick: there is nothing to choose from');
  };
  const shuffle = <T>(list: readonly T[]): T[] =>
    list
      .map((value) => ({ value, order: next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ value }) => value);
  return {
    seed,
    int,
    chance,
    pick,
    maybe: (make, probability) => (chance(probability) ? make() : undefined),
    listOf: ({ min, max }, make) => Array.from({ length: int(min, max) }, (_, index) => make(index)),
    shuffle,
  };
};

/**
 * Holds a property to `runs` seeds, the same ones every time. A failure names its seed:
 * BERTH_SEED=N runs that seed alone, BERTH_RUNS=N runs more of them.
 */
export const forAll = async (
  runs: number,
  property: (random: Random) => void | Promise<void>,
): Promise<void> => {
  const { BERTH_SEED, BERTH_RUNS } = process.env;
  const count = BERTH_RUNS === undefined ? runs : Number(BERTH_RUNS);
  const seeds =
    BERTH_SEED === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(BERTH_SEED)];
  for (const seed of seeds) {
    try {
      await property(createRandom(seed));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`BERTH_SEED=${seed} fails: ${message}`, { cause: error });
    }
  }
};
