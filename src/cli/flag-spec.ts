/** Flags as data. The key in `Flags` is the long name: `dry-run`. */

interface FlagText {
  readonly short?: string;
  readonly description: string;
  readonly required?: true;
  /** Accepted, but not shown in help. */
  readonly hidden?: true;
  /** Accepted for the sake of scripts, without effect. Whoever gives it is told this. */
  readonly warning?: string;
}

export type FlagSpec = FlagText &
  (
    | { readonly type: 'bool'; readonly default?: boolean }
    /** `bare` is the value when the flag stands without one: `--dry-run`. */
    | { readonly type: 'string'; readonly default?: string; readonly bare?: string }
    | { readonly type: 'int'; readonly default?: number }
    /** Written as Go writes it, `1m30s`; the value is in milliseconds. */
    | { readonly type: 'duration'; readonly default?: string }
    /** May be repeated, and holds several values with commas, unless each is to be taken whole. */
    | { readonly type: 'list'; readonly whole?: true; readonly default?: readonly string[] }
  );

export type Flags = Readonly<Record<string, FlagSpec>>;

interface ValueTypes {
  bool: boolean;
  string: string;
  int: number;
  duration: number;
  list: readonly string[];
}

export type FlagValue = ValueTypes[keyof ValueTypes];

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** The values of flags by their names in camel case: `flags.dryRun`. */
export type FlagValues<F extends Flags> = {
  readonly [K in keyof F & string as Camel<K>]: ValueTypes[F[K]['type']];
};

export const camelCase = (name: string): string =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
