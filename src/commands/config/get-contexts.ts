import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import { alignColumns, TABLE_ALIGNMENT } from '../../output/align-columns.ts';
import { namespaceKey, readNamespaces } from '../../settings.ts';

const HEADERS = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];

export const command = defineCommand({
  usage: 'get-contexts [(-o|--output=)name)]',
  long: 'Display one or many contexts.',
  examples: `
# List all the contexts
berth config get-contexts

# Describe one context
berth config get-contexts my-context`,
  flags: {
    'no-headers': {
      type: 'bool',
      description:
        "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    output: { type: 'string', short: 'o', description: 'Output format. One of: (name).' },
  },
  run: async ({ args, flags }, world) => {
    if (!['', 'name', 'wide'].includes(flags.output)) {
      throw new CliError('usage', `output must be one of '' or 'name': ${flags.output}`);
    }
    const contexts = await world.dockerContexts();
    const [all, current] = await Promise.all([contexts.list(), contexts.current()]);
    const namespaces = readNamespaces(world.env);
    const wanted = all
      .filter(({ name }) => args.length === 0 || args.includes(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const rows = wanted.map((context) => [
      context.name === current.name ? '*' : '',
      context.name,
      context.address,
      '',
      namespaces.get(namespaceKey(context)) ?? '',
    ]);
    const isNames = flags.output === 'name';
    const lines = [...(flags.noHeaders ? [] : [HEADERS]), ...rows].map((cells) => cells.join('\t'));
    world.stdout.write(
      isNames ? wanted.map(({ name }) => `${name}\n`).join('') : alignColumns(lines, TABLE_ALIGNMENT),
    );
    const missing = args.filter((name) => !all.some((context) => context.name === name));
    if (missing.length === 0) return 0;
    throw new AggregateError(missing.map((name) => new CliError('usage', `context ${name} not found`)));
  },
});
