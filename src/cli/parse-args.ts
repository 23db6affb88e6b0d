import { Command, Option } from 'commander';
import { CliError } from '../model/cli-error.ts';
import { camelCase, type FlagSpec, type FlagValues, type Flags } from './flag-spec.ts';
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

const parseValue = (spec: FlagSpec, text: string, before: unknown): unknown => {
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
      return [...(Array.isArray(before) ? before : []), ...parseList(text)];
  }
};

const defaultValue = (spec: FlagSpec): unknown => {
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
      return [];
  }
};

/** `-A, --all-namespaces`, as errors name a flag. */
const flagTitle = (long: string, spec: FlagSpec): string =>
  spec.short === undefined ? `--${long}` : `-${spec.short}, --${long}`;

const optionOf = (long: string, spec: FlagSpec): Option => {
  const option = new Option(`--${long} <value>`).default(defaultValue(spec));
  // Commander takes `--no-headers` for the opposite of `--headers`.
  option.negate = false;
  return option.argParser((text, before) => {
    try {
      return parseValue(spec, text, before);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const title = JSON.stringify(flagTitle(long, spec));
      throw new CliError('usage', `invalid argument ${JSON.stringify(text)} for ${title} flag: ${reason}`);
    }
  });
};

/** Reads the arguments of one command. Commander collects the values once they are written strictly. */
export const parseArgs = (argv: readonly string[], flags: Flags): ParsedArgs => {
  const strict = normaliseArgs(argv, flags);
  const parser = new Command();
  for (const [long, spec] of Object.entries(flags)) parser.addOption(optionOf(long, spec));
  parser.parse([...strict.flags], { from: 'user' });
  const wasGiven = (long: string): boolean => parser.getOptionValueSource(camelCase(long)) === 'cli';
  return {
    args: strict.args,
    argsBeforeDash: strict.argsBeforeDash,
    values: parser.opts<FlagValues<Flags>>(),
    given: new Set(Object.keys(flags).filter(wasGiven)),
  };
};
