import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import { DEFAULT_CONTEXT } from '../../model/docker-context.ts';
import { noContext } from './refuse-args.ts';

export const command = defineCommand({
  usage: 'use-context CONTEXT_NAME',
  long: `
Set the current-context.

It is docker's own, as "docker context use" sets it.`,
  examples: `
# Use the context for the engine on another machine
berth config use-context remote`,
  flags: {},
  run: async ({ args }, world) => {
    const [name, ...more] = args;
    if (name === undefined || more.length > 0) {
      throw new CliError('usage', `Unexpected args: [${args.join(' ')}]`);
    }
    const contexts = await world.dockerContexts();
    if (!(await contexts.list()).some((context) => context.name === name)) throw noContext(name);
    await contexts.use(name);
    world.stdout.write(`Switched to context ${JSON.stringify(name)}.\n`);
    const rival = ['DOCKER_HOST', 'DOCKER_CONTEXT'].find((variable) => world.env[variable]);
    if (rival !== undefined && (name !== DEFAULT_CONTEXT || rival === 'DOCKER_CONTEXT')) {
      world.stderr.write(`Warning: ${rival} is set, and counts before the current context.\n`);
    }
    return 0;
  },
});
