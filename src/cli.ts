import { findCommand } from './cli/find-command.ts';
import { globalFlags } from './cli/global-flags.ts';
import { rootHelp } from './cli/help.ts';
import { reportError } from './cli/report-error.ts';
import { helpOf, parseFlags, runCommand } from './cli/run-command.ts';
import { suggestionText } from './cli/suggest.ts';
import { commandGroups } from './commands/command-table.ts';
import { CliError } from './model/cli-error.ts';
import type { World } from './world.ts';

/** Runs one command line to its end and resolves to the exit code. Every error ends here. */
export const run = async (argv: readonly string[], world: World): Promise<number> => {
  let failureCode: number | undefined;
  try {
    const [first, ...words] = argv;
    if (first === '__complete' || first === '__completeNoDesc') {
      const { complete } = await import('./commands/complete.ts');
      return await complete(words, world, first === '__complete');
    }
    const found = await findCommand(argv, commandGroups);
    if (typeof found !== 'object') return await runRoot(found, argv, world);
    failureCode = found.spec.errorExitCode;
    return await runCommand(found, world);
  } catch (error) {
    return reportError(error, world, failureCode);
  }
};

/** `berth` without a verb that it knows. */
const runRoot = async (word: string | undefined, argv: readonly string[], world: World): Promise<number> => {
  if (word === 'help') return showHelpOf(argv.toSpliced(argv.indexOf(word), 1), world);
  if (word !== undefined) {
    const plugin = argv[0] === word ? await import('./commands/plugin/find-plugins.ts') : undefined;
    const found = plugin?.findPlugin(argv, world.env);
    if (found !== undefined) {
      const { runPlugin } = await import('./commands/plugin/run-plugin.ts');
      return runPlugin(found, world);
    }
    const [first = ''] = argv;
    if (first.startsWith('-')) {
      throw new CliError('unknownCommand', `flags cannot be placed before plugin name: ${first}`);
    }
    const commands = commandGroups.flatMap((group) => group.commands);
    const names = commands.map(({ name }) => name);
    const meant = commands.flatMap(({ name, suggestFor = [] }) => (suggestFor.includes(word) ? [name] : []));
    const near = suggestionText(word, names, '', meant);
    const gap = near === '' ? '' : '\n';
    throw new CliError('unknownCommand', `unknown command "${word}" for "berth"${near}${gap}`);
  }
  parseFlags(argv, globalFlags, 'berth');
  world.stdout.write(rootHelp(commandGroups, world.stdout.columns));
  return 0;
};

/** `berth help rollout status`. */
const showHelpOf = async (words: readonly string[], world: World): Promise<number> => {
  const found = await findCommand(words, commandGroups);
  if (typeof found === 'object') {
    world.stdout.write(helpOf(found, world));
    return 0;
  }
  if (found === undefined) return runRoot(undefined, [], world);
  world.stderr.write(
    `Unknown help topic [\`${found}\`]\n\n\n${rootHelp(commandGroups, world.stderr.columns)}`,
  );
  return 0;
};
