import { CliError } from '../model/cli-error.ts';
import { camelCase, type FlagSpec, type FlagValue, type FlagValues, type Flags } from './flag-spec.ts';
import { parseBool, parseDuration, parseInteger, parseList } from './flag-values.ts';
import { normaliseArgs } from './normalise-args.ts';

export interface ParsedArgs {
  readonly args: readonly string[];
  readonly argsBeforeDash: number | undefined;
  /** By names in camel case. */
  readonly values: FlagValues<Flags>;
  /** The long names of the flags that the user gave. */
  readonly given: ReadonlySet<string>;
}

const parseValue = (spec: FlagSpec, text: string, before: FlagValue | undefined): FlagValue => {
  switch (spec.type) {
    case 'bool':
      return parseBool(text);
    case 'int':
      return parseInteger(text);
    case 'duration':
      return parseDuration(text);
    case 'string':
      return text;
    case 'list':
      return [...(Array.isArray(before) ? before : []), ...(spec.whole === true ? [text] : parseList(text))];
  }
};

const defaultValue = (spec: FlagSpec): FlagValue => {
  switch (spec.type) {
    case 'bool':
      return spec.default ?? false;
    case 'int':
      return spec.default ?? 0;
    case 'duration':
      return parseDuration(spec.default ?? '0s');
    case 'string':
      return spec.default ?? '';
    case 'list':
      return spec.default ?? [];
  }
};

/** `-A, --all-namespaces`, as errors name a flag. */
const flagTitle = (long: string, spec: FlagSpec): string =>
  spec.short === undefined ? `--${long}` : `-${spec.short}, --${long}`;

/** Reads the arguments of one command. */
export const parseArgs = (argv: readonly string[], flags: Flags): ParsedArgs => {
  const strict = normaliseArgs(argv, flags);
  const values: Record<string, FlagValue> = {};
  for (const [long, spec] of Object.entries(flags)) values[camelCase(long)] = defaultValue(spec);
  const given = new Set<string>();
  for (const { long, spec, text } of strict.flags) {
    const name = camelCase(long);
    const before = given.has(long) ? values[name] : undefined;
    try {
      values[name] = parseValue(spec, text, before);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const title = JSON.stringify(flagTitle(long, spec));
      throw new CliError('usage', `invalid argument ${JSON.stringify(text)} for ${title} flag: ${reason}`);
    }
    given.add(long);
  }
  return { args: strict.args, argsBeforeDash: strict.argsBeforeDash, values, given };
};
