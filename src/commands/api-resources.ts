import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { CliError } from '../model/cli-error.ts';
import { resourceTypes, type ResourceType } from '../model/resource-types.ts';
import { alignColumns, TABLE_ALIGNMENT } from '../output/align-columns.ts';

/** berth offers the same verbs for every type. */
const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const categoriesOf = (type: ResourceType): readonly string[] => (type.inAll ? ['all'] : []);

const holdsAll = (all: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((word) => all.includes(word));

const qualifiedPlural = ({ plural, group }: ResourceType): string =>
  group === '' ? plural : `${plural}.${group}`;

const rowOf = (type: ResourceType, wide: boolean): string =>
  [
    type.plural,
    type.shortNames.join(','),
    type.apiVersion,
    String(type.namespaced),
    type.kind,
    ...(wide ? [verbs.join(','), categoriesOf(type).join(',')] : []),
  ].join('\t');

const header = (wide: boolean): string =>
  ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])].join(
    '\t',
  );

const sorted = (types: readonly ResourceType[], sortBy: string): readonly ResourceType[] => {
  const keyOf = (type: ResourceType): string => {
    if (sortBy === 'name') return type.plural;
    return sortBy === 'kind' ? type.kind : `${type.group}/${type.plural}`;
  };
  return [...types].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

export const command = defineCommand({
  usage: 'api-resources [flags]',
  long: 'Print the supported API resources on the server.',
  examples: `
# Print the supported API resources
berth api-resources

# Print the supported API resources with more information
berth api-resources -o wide

# Print the supported API resources sorted by a column
berth api-resources --sort-by=name

# Print the supported namespaced resources
berth api-resources --namespaced=true

# Print the supported non-namespaced resources
berth api-resources --namespaced=false

# Print the supported API resources with a specific APIGroup
berth api-resources --api-group=apps`,
  flags: {
    'api-group': { type: 'string', description: 'Limit to resources in the specified API group.' },
    cached: { type: 'bool', hidden: true, description: 'Use the cached list of resources if available.' },
    categories: {
      type: 'list',
      description: 'Limit to resources that belong to the specified categories.',
    },
    namespaced: {
      type: 'bool',
      default: true,
      description:
        'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
    },
    'no-headers': {
      type: 'bool',
      description:
        "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    output: { type: 'string', short: 'o', description: 'Output format. One of: (wide, name).' },
    'sort-by': {
      type: 'string',
      description:
        "If non-empty, sort list of resources using specified field. The field can be either 'name' or 'kind'.",
    },
    verbs: { type: 'list', description: 'Limit to resources that support the specified verbs.' },
  },
  run: async (invocation, world) => {
    const { args, flags, given } = invocation;
    if (args.length > 0) throw usageError(invocation, `unexpected arguments: [${args.join(' ')}]`);
    if (!['', 'wide', 'name'].includes(flags.output)) {
      throw new CliError('usage', `--output ${flags.output} is not available`);
    }
    if (!['', 'name', 'kind'].includes(flags.sortBy)) {
      throw new CliError('usage', '--sort-by accepts only name or kind');
    }
    const chosen = resourceTypes.filter(
      (type) =>
        (!given('namespaced') || type.namespaced === flags.namespaced) &&
        (!given('apiGroup') || type.group === flags.apiGroup) &&
        holdsAll(categoriesOf(type), flags.categories) &&
        holdsAll(verbs, flags.verbs),
    );
    const types = sorted(chosen, flags.sortBy);
    if (flags.output === 'name') {
      for (const type of types) world.stdout.write(`${qualifiedPlural(type)}\n`);
      return 0;
    }
    const wide = flags.output === 'wide';
    const lines = [...(flags.noHeaders ? [] : [header(wide)]), ...types.map((type) => rowOf(type, wide))];
    world.stdout.write(alignColumns(lines, TABLE_ALIGNMENT));
    return 0;
  },
});
