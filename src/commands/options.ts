import { defineCommand } from '../cli/command-spec.ts';
import { globalFlags } from '../cli/global-flags.ts';
import { optionsHelp } from '../cli/help.ts';

export const command = defineCommand({
  usage: 'options',
  long: 'Print the list of flags inherited by all commands',
  examples: `
# Print flags inherited by all commands
berth options`,
  flags: {},
  run: async (_invocation, world) => {
    world.stdout.write(optionsHelp(globalFlags, world.stdout.columns));
    return 0;
  },
});
