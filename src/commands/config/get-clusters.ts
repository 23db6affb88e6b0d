import { defineCommand } from '../../cli/command-spec.ts';
import { refuseArgs } from './refuse-args.ts';

export const command = defineCommand({
  usage: 'get-clusters [flags]',
  long: 'Display the engines of all contexts.',
  examples: `
# List the engines that berth knows about
berth config get-clusters`,
  flags: {},
  run: async ({ args }, world) => {
    refuseArgs(args);
    const contexts = await (await world.dockerContexts()).list();
    const addresses = new Set(contexts.map(({ address }) => address));
    world.stdout.write(['NAME', ...addresses, ''].join('\n'));
    return 0;
  },
});
