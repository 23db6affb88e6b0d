import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'plugin [flags]',
  long: `
Provides utilities for interacting with plugins.

Plugins provide extended functionality that is not part of berth itself: an executable file on the PATH whose name begins with "berth-" is a command. berth-foo-bar is called by "berth foo bar".`,
  examples: `
# List all available plugins
berth plugin list

# List only binary names of available plugins without paths
berth plugin list --name-only`,
  flags: {},
  subcommands: [
    {
      name: 'list',
      short: "List all visible plugin executables on a user's PATH",
      load: async () => (await import('./plugin/list.ts')).command,
    },
  ],
});
