import { defineCommand } from '../../cli/command-spec.ts';
import { refuseArgs } from './refuse-args.ts';

export const command = defineCommand({
  usage: 'current-context [flags]',
  long: 'Display the current-context.',
  examples: `
# Display the current-context
berth config current-context`,
  flags: {},
  run: async ({ args }, world) => {
    refuseArgs(args);
    const { name } = await (await world.dockerContexts()).current();
    world.stdout.write(`${name}\n`);
    return 0;
  },
});
