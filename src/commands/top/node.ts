import { defineCommand } from '../../cli/command-spec.ts';
import { observedNode } from '../../cluster/objects/node.ts';
import { observeSources } from '../../cluster/observe.ts';
import { usageError } from '../../cli/usage-error.ts';
import { CliError } from '../../model/cli-error.ts';
import { parseLabelQuery, meetsQuery } from '../../model/label-query.ts';
import { NODE_NAME, type ObservedNode } from '../../model/node.ts';
import { nodeUsageTable } from '../../output/usage-table.ts';
import type { Runtime } from '../../runtime/driver.ts';
import { selectorFlag } from '../shared-flags.ts';
import { parseUsageOrder, protocolFlag } from './usage-order.ts';

const observeNode = async (runtime: Runtime): Promise<ObservedNode> => {
  const sources = { records: ['Node'], pods: false };
  const [machine, { records }] = await Promise.all([runtime.machine(), observeSources(runtime, sources)]);
  return observedNode(machine, records);
};

const USAGE = 'node [NAME | -l label]';

export const command = defineCommand({
  usage: USAGE,
  long: `
Display resource (CPU/memory) usage of nodes.

The top-node command allows you to see the resource consumption of nodes. The one node is the machine of the Docker daemon; what its containers use together is shown, those that are not pods among them.`,
  examples: `
# Show metrics for all nodes
berth top node

# Show metrics for a given node
berth top node NODE_NAME`,
  flags: {
    'no-headers': { type: 'bool', description: 'If present, print output without headers' },
    ...selectorFlag,
    'show-capacity': {
      type: 'bool',
      description:
        'Print node resources based on Capacity instead of Allocatable(default) of the nodes. Both are the same here.',
    },
    'sort-by': {
      type: 'string',
      description:
        "If non-empty, sort nodes list using specified field. The field can be either 'cpu' or 'memory'.",
    },
    ...protocolFlag,
  },
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    const [name, ...more] = args;
    if (more.length > 0) throw usageError(invocation, USAGE);
    const sortBy = parseUsageOrder(flags.sortBy);
    if (name !== undefined && flags.selector !== '') {
      throw new CliError('usage', 'only one of NAME or --selector can be provided');
    }
    if (name !== undefined && name !== NODE_NAME) {
      throw new CliError('notFound', `nodes ${JSON.stringify(name)} not found`);
    }
    const query = parseLabelQuery(flags.selector);
    const runtime = await invocation.runtime();
    const isMeant = flags.selector === '' || meetsQuery(query, (await observeNode(runtime)).labels);
    if (!isMeant) {
      world.stderr.write('No resources found\n');
      return 0;
    }
    const usage = await runtime.nodeUsage();
    world.stdout.write(nodeUsageTable([{ name: NODE_NAME, ...usage }], !flags.noHeaders, sortBy));
    return 0;
  },
});
