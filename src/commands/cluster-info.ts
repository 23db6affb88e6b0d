import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'cluster-info [flags]',
  long: 'Display which engine answers, and where.',
  examples: `
# Print the address of the engine
berth cluster-info`,
  flags: {},
  run: async ({ context, runtime }, world) => {
    const opened = await runtime();
    const { name } = await opened.version();
    const isDocker = opened.name === 'docker';
    const where = isDocker ? (await (await world.dockerContexts()).current(context)).address : 'this machine';
    world.stdout.write(`${name} is running at ${where}\n`);
    return 0;
  },
});
