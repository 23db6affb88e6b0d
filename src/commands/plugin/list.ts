import { basename } from 'node:path';
import { defineCommand } from '../../cli/command-spec.ts';
import { findCommand } from '../../cli/find-command.ts';
import { CliError } from '../../model/cli-error.ts';
import { commandGroups } from '../command-table.ts';
import { isExecutable, listPlugins, PREFIX } from './find-plugins.ts';

/** `berth-foo-bar_baz` is called as `foo bar-baz`. */
const wordsOf = (name: string): string[] =>
  name
    .slice(PREFIX.length)
    .split('-')
    .map((part) => part.replaceAll('_', '-'));

export const command = defineCommand({
  usage: 'list [flags]',
  long: `
List all available plugin files on a user's PATH. To see plugins binary names without the full path use --name-only flag.

Available plugin files are those that are: - executable - anywhere on the user's PATH - begin with "berth-"`,
  examples: `
# List all available plugins
berth plugin list

# List only binary names of available plugins without paths
berth plugin list --name-only`,
  flags: {
    'name-only': {
      type: 'bool',
      description: 'If true, display only the binary name of each plugin, rather than its full path',
    },
  },
  run: async ({ flags }, { env, stdout, stderr }) => {
    const paths = listPlugins(env, (message) => stderr.write(`${message}\n`));
    if (paths.length === 0) throw new CliError('plugin', 'unable to find any berth plugins in your PATH');
    stdout.write('The following compatible plugins are available:\n\n');
    const seen = new Map<string, string>();
    let warnings = 0;
    const warn = (text: string): void => {
      warnings += 1;
      stderr.write(`  - warning: ${text}\n`);
    };
    for (const path of paths) {
      const name = basename(path);
      stdout.write(`${flags.nameOnly ? name : path}\n`);
      if (!isExecutable(path)) warn(`${path} identified as a berth plugin, but it is not executable`);
      const earlier = seen.get(name);
      if (earlier !== undefined) warn(`${path} is overshadowed by a similarly named plugin: ${earlier}`);
      else seen.set(name, path);
      const words = wordsOf(name);
      const found = await findCommand(words.slice(0, 1), commandGroups);
      if (typeof found === 'object') {
        warn(`${name} overwrites existing command: ${JSON.stringify(found.commandPath)}`);
      }
    }
    if (warnings === 0) return 0;
    const message =
      warnings === 1 ? 'one plugin warning was found' : `${warnings} plugin warnings were found`;
    throw new CliError('plugin', message);
  },
});
