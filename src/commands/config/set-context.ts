import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import { rememberNamespace } from '../../settings.ts';
import { noContext } from './refuse-args.ts';

export const command = defineCommand({
  usage: 'set-context [NAME | --current] [--namespace=namespace]',
  long: `
Set the namespace of a context.

Commands work in it from then on. An empty namespace is the default one again. "docker context create" makes contexts.`,
  examples: `
# Work in the namespace "shop" from now on
berth config set-context --current --namespace=shop

# Work in it whenever the context "remote" is the current one
berth config set-context remote --namespace=shop`,
  flags: {
    current: { type: 'bool', description: 'Modify the current context' },
    namespace: { type: 'string', short: 'n', description: 'namespace for the context entry' },
  },
  run: async ({ args, flags, given }, world) => {
    const [name, ...more] = args;
    if (more.length > 0) throw new CliError('usage', `Unexpected args: [${args.join(' ')}]`);
    if (name !== undefined && flags.current) {
      throw new CliError('usage', 'you cannot specify both a context name and --current');
    }
    if (name === undefined && !flags.current) {
      throw new CliError('usage', 'you must specify a non-empty context name or --current');
    }
    const contexts = await world.dockerContexts();
    const context = flags.current
      ? await contexts.current()
      : (await contexts.list()).find((known) => known.name === name);
    if (context === undefined) throw noContext(name ?? '');
    if (given('namespace')) rememberNamespace(world.env, context, flags.namespace);
    world.stdout.write(`Context ${JSON.stringify(context.name)} modified.\n`);
    return 0;
  },
});
