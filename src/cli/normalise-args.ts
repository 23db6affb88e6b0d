import { CliError } from '../model/cli-error.ts';
import type { Flags, FlagSpec } from './flag-spec.ts';
import { suggestionText } from './suggest.ts';

export interface GivenFlag {
  readonly long: string;
  readonly spec: FlagSpec;
  readonly text: string;
}

/** Arguments in one strict form: every flag with its value, and apart from the rest. */
export interface NormalisedArgs {
  /** In the order given. */
  readonly flags: readonly GivenFlag[];
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; undefined without one. */
  readonly argsBeforeDash: number | undefined;
}

/** Go's %q of one character. */
const quoteChar = (char: string): string => (char === "'" ? "'\\''" : `'${char}'`);

/** Flags may be written with underscores, as in kubectl. */
const canonicalName = (name: string): string => name.replaceAll('_', '-');

/**
 * Reads arguments as kubectl's hands write them (pflag's rules): `--flag=value`, `--flag value`, `-fvalue`,
 * `-f=value`, `-it`, flags among and after the arguments, and `--` before what is not berth's.
 */
export const normaliseArgs = (argv: readonly string[], known: Flags): NormalisedArgs => {
  const longByShort = new Map(
    Object.entries(known).flatMap(([long, { short }]) => (short === undefined ? [] : [[short, long]])),
  );
  const flags: GivenFlag[] = [];
  const args: string[] = [];
  let next = 0;

  const give = (long: string, spec: FlagSpec, text: string): void => {
    flags.push({ long, spec, text });
  };

  const takeNext = (missing: string): string => {
    const value = argv[next];
    if (value === undefined) throw new CliError('usage', `flag needs an argument: ${missing}`);
    next += 1;
    return value;
  };

  const readLong = (arg: string): void => {
    const body = arg.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) throw new CliError('usage', `bad flag syntax: ${arg}`);
    const equals = body.indexOf('=');
    const written = equals < 0 ? body : body.slice(0, equals);
    const long = canonicalName(written);
    const spec = Object.hasOwn(known, long) ? known[long] : undefined;
    if (spec === undefined) {
      const names = Object.keys(known).filter((name) => known[name]?.hidden !== true);
      throw new CliError('usage', `unknown flag: --${written}${suggestionText(long, names, '--')}`);
    }
    const bare = bareValue(spec);
    give(long, spec, equals >= 0 ? body.slice(equals + 1) : (bare ?? takeNext(arg)));
  };

  const readShorts = (group: string): void => {
    let rest = group;
    while (rest !== '') {
      const [char = ''] = rest;
      const long = longByShort.get(char);
      const spec = long === undefined ? undefined : known[long];
      if (long === undefined || spec === undefined) {
        throw new CliError('usage', `unknown shorthand flag: ${quoteChar(char)} in -${rest}`);
      }
      const bare = bareValue(spec);
      const after = rest.slice(char.length);
      if (after.length > 1 && after.startsWith('=')) {
        give(long, spec, after.slice(1));
        return;
      }
      if (bare === undefined) {
        give(long, spec, after === '' ? takeNext(`${quoteChar(char)} in -${rest}`) : after);
        return;
      }
      give(long, spec, bare);
      rest = after;
    }
  };

  while (next < argv.length) {
    const arg = argv[next] ?? '';
    next += 1;
    if (arg === '--') {
      return { flags, args: [...args, ...argv.slice(next)], argsBeforeDash: args.length };
    }
    if (arg.startsWith('--')) readLong(arg);
    else if (arg.startsWith('-') && arg !== '-') readShorts(arg.slice(1));
    else args.push(arg);
  }
  return { flags, args, argsBeforeDash: undefined };
};

/** What a flag means when it stands without a value; undefined where it needs one. */
export const bareValue = (spec: FlagSpec): string | undefined => {
  if (spec.type === 'bool') return 'true';
  return spec.type === 'string' ? spec.bare : undefined;
};
