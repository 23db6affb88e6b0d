import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';

export const command = defineCommand({
  usage: 'cluster-info [flags]',
  long: 'Display which engine answers, and where.',
  examples: `
# Print the address of the engine
berth cluster-info`,
  flags: {},
  run: async ({ args, context, runtime }, world) => {
    if (args.length > 0) throw new CliError('usage', `unexpected args: [${args.join(' ')}]`);
    const opened = await runtime();
    const { name } = await opened.version();
    const isDocker = opened.name === 'docker';
    const where = isDocker ? (await (await world.dockerContexts()).current(context)).address : 'this machine';
    world.stdout.write(`${name} is running at ${where}\n`);
    return 0;
  },
});
