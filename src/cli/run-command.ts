import { CliError } from '../model/cli-error.ts';
import { namespaceKey, readNamespaces } from '../settings.ts';
import type { World } from '../world.ts';
import type { CommandSpec } from './command-spec.ts';
import type { FoundCommand } from './find-command.ts';
import type { Flags } from './flag-spec.ts';
import { globalFlags } from './global-flags.ts';
import { commandHelp } from './help.ts';
import { createInvocation } from './invocation.ts';
import { parseArgs, type ParsedArgs } from './parse-args.ts';
import { interruptedExitCode } from './report-error.ts';
import { withSettings } from './settings.ts';
import { suggestionText } from './suggest.ts';
import { usageError } from './usage-error.ts';

export const helpOf = ({ commandPath, entry, spec }: FoundCommand, world: World): string =>
  commandHelp(spec, {
    commandPath,
    name: entry.name,
    aliases: entry.aliases ?? [],
    columns: world.stdout.columns,
  });

/** Errors of flags end with the way to help, as kubectl's do. */
export const parseFlags = (
  argv: readonly string[],
  flags: Flags,
  commandPath: string,
  told?: CommandSpec['flagErrors'],
): ParsedArgs => {
  try {
    return parseArgs(argv, flags);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (told === 'usage') throw usageError({ commandPath }, error.message);
    const gap = error.message.endsWith('\n') ? '\n' : '';
    throw new CliError('badFlag', error.message, { hint: `${gap}See '${commandPath} --help' for usage.` });
  }
};

const requireFlags = (flags: Flags, { given }: ParsedArgs): void => {
  const missing = Object.keys(flags).filter((name) => flags[name]?.required === true && !given.has(name));
  if (missing.length === 0) return;
  const names = missing.map((name) => `"${name}"`).join(', ');
  throw new CliError('usage', `required flag(s) ${names} not set`);
};

const warnOfFlags = (flags: Flags, { given }: ParsedArgs, world: World): void => {
  for (const name of given) {
    const warning = flags[name]?.warning;
    if (warning !== undefined) world.stderr.write(`Warning: --${name} has no effect: ${warning}\n`);
  }
};

/** A command that only holds others was called by itself. */
const refuseGroup = (found: FoundCommand, args: readonly string[], world: World): number => {
  const { commandPath, spec } = found;
  const [word] = args;
  if (word === undefined) {
    const to = spec.helpIsResult === true ? world.stdout : world.stderr;
    to.write(helpOf(found, world));
    return 1;
  }
  const near = suggestionText(
    word,
    (spec.subcommands ?? []).map(({ name }) => name),
  );
  throw usageError({ commandPath }, `unknown command "${args.join(' ')}"${near}`);
};

const interruption = ({ signal }: World): Promise<number> =>
  new Promise((resolve) => {
    const end = (): void => resolve(interruptedExitCode);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

/** The namespace that the user chose for the engine once and for all. */
export const rememberedNamespace = async (
  { values }: Pick<ParsedArgs, 'values'>,
  world: World,
): Promise<string | undefined> => {
  const namespaces = readNamespaces(world.env);
  if (namespaces.size === 0) return undefined;
  const named = values.context === '' ? undefined : String(values.context);
  const context = await (await world.dockerContexts()).current(named);
  return namespaces.get(namespaceKey(context));
};

export const runCommand = async (found: FoundCommand, world: World): Promise<number> => {
  const { commandPath, spec } = found;
  const flags: Flags = { ...globalFlags, ...spec.flags };
  const parsed = parseFlags(found.argv, flags, commandPath, spec.flagErrors);
  if (parsed.values.help === true) {
    world.stdout.write(helpOf(found, world));
    return 0;
  }
  if (spec.run === undefined) return refuseGroup(found, parsed.args, world);
  requireFlags(flags, parsed);
  warnOfFlags(flags, parsed, world);
  const remembered = await rememberedNamespace(parsed, world);
  const { invocation, close } = createInvocation(commandPath, parsed, remembered, world);
  try {
    const work = spec.run(invocation, withSettings(world, parsed));
    const code = await (spec.handlesInterrupt === true ? work : Promise.race([work, interruption(world)]));
    return world.signal.aborted && spec.endsByInterrupt !== true ? interruptedExitCode : code;
  } finally {
    if (!world.signal.aborted) await close();
  }
};
