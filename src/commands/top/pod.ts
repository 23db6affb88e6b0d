import { defineCommand, type Invocation } from '../../cli/command-spec.ts';
import { usageError } from '../../cli/usage-error.ts';
import { podObject } from '../../cluster/objects/pod.ts';
import { CliError } from '../../model/cli-error.ts';
import { containerRef, observedContainers } from '../../model/containers.ts';
import type { ObservedPod } from '../../model/pod.ts';
import { resourceTypeOfKind } from '../../model/resource-types.ts';
import { podUsageTable, type PodRow } from '../../output/usage-table.ts';
import type { Runtime } from '../../runtime/driver.ts';
import { createQuery } from '../object-query.ts';
import { fieldSelectorFlag, selectorFlag } from '../shared-flags.ts';
import { parseUsageOrder, protocolFlag } from './usage-order.ts';

const flags = {
  'all-namespaces': {
    type: 'bool',
    short: 'A',
    description:
      'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
  },
  containers: { type: 'bool', description: 'If present, print usage of containers within a pod.' },
  ...fieldSelectorFlag,
  'no-headers': { type: 'bool', description: 'If present, print output without headers.' },
  ...selectorFlag,
  'sort-by': {
    type: 'string',
    description:
      "If non-empty, sort pods list using specified field. The field can be either 'cpu' or 'memory'.",
  },
  sum: { type: 'bool', description: 'Print the sum of the resource usage' },
  ...protocolFlag,
} as const;

const USAGE = 'pod [NAME | -l label]';

export const command = defineCommand({
  usage: USAGE,
  long: `
Display resource (CPU/memory) usage of pods.

The 'top pod' command allows you to see the resource consumption of pods.`,
  examples: `
# Show metrics for all pods in the default namespace
berth top pod

# Show metrics for all pods in the given namespace
berth top pod --namespace=NAMESPACE

# Show metrics for a given pod and its containers
berth top pod POD_NAME --containers

# Show metrics for the pods defined by label name=myLabel
berth top pod -l name=myLabel`,
  flags,
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    const sortBy = parseUsageOrder(flags.sortBy);
    const runtime = await invocation.runtime();
    const pods = await meantPods(runtime, invocation);
    if (pods.length === 0) {
      const where = flags.allNamespaces
        ? 'No resources found'
        : `No resources found in ${namespace} namespace.`;
      world.stderr.write(`${where}\n`);
      return 0;
    }
    const rows = (await Promise.all(pods.map((pod) => measure(runtime, pod)))).filter(
      ({ containers }) => containers.length > 0,
    );
    if (rows.length === 0) {
      throw new CliError('notAvailable', 'metrics not available yet', {
        hint: 'The Docker daemon has measured none of these containers.',
      });
    }
    world.stdout.write(
      podUsageTable(rows, {
        headers: !flags.noHeaders,
        withNamespace: flags.allNamespaces,
        withContainers: flags.containers,
        sortBy,
        sum: flags.sum,
      }),
    );
    return 0;
  },
});

type TopInvocation = Invocation<typeof flags>;

const meantPods = async (runtime: Runtime, invocation: TopInvocation): Promise<ObservedPod[]> => {
  const { args, flags, namespace } = invocation;
  const { selector, fieldSelector, allNamespaces } = flags;
  const [name, ...more] = args;
  if (more.length > 0) throw usageError(invocation, USAGE);
  if (name !== undefined && (selector !== '' || fieldSelector !== '')) {
    throw new CliError('usage', 'only one of NAME or selector can be provided');
  }
  const type = resourceTypeOfKind('Pod');
  if (type === undefined) return [];
  const isWanted = createQuery(type, selector, fieldSelector);
  const pods = (await runtime.listPods()).filter(
    (pod) =>
      (allNamespaces || pod.namespace === namespace) &&
      (name === undefined || pod.name === name) &&
      isWanted(podObject(pod)),
  );
  if (name !== undefined && pods.length === 0) {
    throw new CliError('notFound', `pods ${JSON.stringify(name)} not found`);
  }
  return pods;
};

/** Its containers that run, each by a question of its own: the engine takes a second for each. */
const measure = async (runtime: Runtime, pod: ObservedPod): Promise<PodRow> => {
  const names = observedContainers(pod).flatMap(({ name, state }) => (state === 'running' ? [name] : []));
  const containers = await Promise.all(
    names.map(async (name) => {
      const usage = await runtime.containerUsage(containerRef(pod, name));
      return usage === undefined ? [] : [{ name, ...usage }];
    }),
  );
  return { namespace: pod.namespace, name: pod.name, containers: containers.flat() };
};
