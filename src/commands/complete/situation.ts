import type { CommandEntry, CommandGroup } from '../../cli/command-spec.ts';
import { findCommand, type FoundCommand } from '../../cli/find-command.ts';
import type { FlagSpec, Flags } from '../../cli/flag-spec.ts';
import { globalFlags } from '../../cli/global-flags.ts';
import { bareValue } from '../../cli/normalise-args.ts';
import { parseArgs, type ParsedArgs } from '../../cli/parse-args.ts';

/** What a command line that is not finished stands at. */
export type Situation =
  | { readonly at: 'nothing' }
  | { readonly at: 'command'; readonly commands: readonly CommandEntry[]; readonly word: string }
  | { readonly at: 'flag'; readonly flags: Flags; readonly word: string }
  | {
      readonly at: 'value';
      readonly flag: string;
      readonly spec: FlagSpec;
      readonly word: string;
      readonly line: Line;
    }
  | { readonly at: 'argument'; readonly word: string; readonly line: Line };

/** The words before, read as far as they go. */
export interface Line {
  /** `rollout status` */
  readonly path: string;
  readonly parsed: ParsedArgs;
  readonly isBehindDash: boolean;
}

const NOTHING: Situation = { at: 'nothing' };

/** The flag that still waits for its value: `--namespace`, `-n`, the n of `-An`. */
const openFlag = (word: string | undefined, flags: Flags): string | undefined => {
  if (word === undefined || !word.startsWith('-') || word.includes('=')) return undefined;
  if (word.startsWith('--')) {
    const spec = flags[word.slice(2)];
    return spec !== undefined && bareValue(spec) === undefined ? word.slice(2) : undefined;
  }
  const specs = Array.from(word.slice(1), (char) =>
    Object.entries(flags).find(([, { short }]) => short === char),
  );
  const valued = specs.findIndex((found) => found !== undefined && bareValue(found[1]) === undefined);
  return valued >= 0 && valued === specs.length - 1 ? specs[valued]?.[0] : undefined;
};

const parse = (argv: readonly string[], flags: Flags): ParsedArgs | undefined => {
  try {
    return parseArgs(argv, flags);
  } catch {
    // A line that makes no sense is not completed.
    return undefined;
  }
};

const flagsOf = (found: FoundCommand | undefined): Flags => ({ ...globalFlags, ...found?.spec.flags });

/** `words` is all that follows the program's name; the last of them is being typed and may be empty. */
export const situationOf = async (
  words: readonly string[],
  groups: readonly CommandGroup[],
): Promise<Situation> => {
  const word = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const found = await findCommand(before, groups);
  if (typeof found === 'string') return NOTHING;
  const flags = flagsOf(found);
  const isBehindDash = before.includes('--');
  const open = isBehindDash ? undefined : openFlag(before.at(-1), flags);
  const argv = found?.argv ?? before;
  const parsed = parse(open === undefined ? argv : argv.slice(0, -1), flags);
  if (parsed === undefined) return NOTHING;
  const path = found?.commandPath.replace(/^\S+ ?/, '') ?? '';
  const line = { path, parsed, isBehindDash };

  const [, named, typed = ''] = (isBehindDash ? null : /^(--[^=]+|-[^-=])=(.*)$/s.exec(word)) ?? [];
  const flag = open ?? (named?.startsWith('--') === true ? named.slice(2) : openFlag(named, flags));
  const spec = flag === undefined ? undefined : flags[flag];
  if (flag !== undefined) {
    if (spec === undefined) return NOTHING;
    return { at: 'value', flag, spec, word: open === undefined ? typed : word, line };
  }
  if (!isBehindDash && word.startsWith('-')) return { at: 'flag', flags, word };
  const commands =
    found === undefined ? groups.flatMap((group) => group.commands) : (found.spec.subcommands ?? []);
  if (commands.length > 0 && parsed.args.length === 0 && !isBehindDash) {
    return { at: 'command', commands, word };
  }
  return found === undefined ? NOTHING : { at: 'argument', word, line };
};
