import type { CommandEntry, CommandGroup, CommandSpec } from './command-spec.ts';
import type { Flags } from './flag-spec.ts';
import { globalFlags } from './global-flags.ts';
import { bareValue } from './normalise-args.ts';

export interface FoundCommand {
  /** `berth rollout status`. */
  readonly commandPath: string;
  readonly entry: CommandEntry;
  readonly spec: CommandSpec;
  /** What is left for the command: flags that stood before the verb, and all after it. */
  readonly argv: readonly string[];
}

/** Where the first word stands that is neither a flag nor the value of one; -1 without such a word. */
const firstWord = (argv: readonly string[], flags: Flags): number => {
  const bareShorts = new Set(
    Object.values(flags).flatMap((spec) => (bareValue(spec) === undefined ? [] : [spec.short])),
  );
  const takesNext = (arg: string): boolean => {
    if (arg.includes('=')) return false;
    if (!arg.startsWith('--')) return arg.length === 2 && !bareShorts.has(arg.slice(1));
    const spec = flags[arg.slice(2)];
    return spec === undefined || bareValue(spec) === undefined;
  };
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--') return -1;
    if (!arg.startsWith('-')) return index;
    if (takesNext(arg)) index += 1;
  }
  return -1;
};

const entryNamed = (commands: readonly CommandEntry[], name: string): CommandEntry | undefined =>
  commands.find((command) => command.name === name || command.aliases?.includes(name));

const descend = async (found: FoundCommand): Promise<FoundCommand> => {
  const index = firstWord(found.argv, { ...globalFlags, ...found.spec.flags });
  const entry = entryNamed(found.spec.subcommands ?? [], found.argv[index] ?? '');
  if (entry === undefined) return found;
  return descend(await load(entry, found.commandPath, found.argv, index));
};

const load = async (
  entry: CommandEntry,
  parentPath: string,
  argv: readonly string[],
  index: number,
): Promise<FoundCommand> => ({
  commandPath: `${parentPath} ${entry.name}`,
  entry,
  spec: await entry.load(),
  argv: argv.toSpliced(index, 1),
});

/**
 * The command that the words of `argv` name, loaded; a string where the first word names none; undefined where
 * there is no word. A flag that berth does not know is taken to have a value, as kubectl does.
 */
export const findCommand = async (
  argv: readonly string[],
  groups: readonly CommandGroup[],
): Promise<FoundCommand | string | undefined> => {
  const index = firstWord(argv, globalFlags);
  const word = argv[index];
  if (word === undefined) return undefined;
  const entry = entryNamed(
    groups.flatMap(({ commands }) => commands),
    word,
  );
  return entry === undefined ? word : descend(await load(entry, 'berth', argv, index));
};
