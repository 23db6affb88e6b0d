import { defineCommand } from '../cli/command-spec.ts';
import { listObjects, sourcesOf } from '../cluster/objects/list-objects.ts';
import { observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { Resource } from '../model/resource.ts';
import { describeObject, neededKinds } from '../output/describe/describe.ts';
import { isAbout } from '../output/describe/events.ts';
import type { ObjectRequest } from './find-objects.ts';
import { checkRequest, failOnMissing, findIn, requestedTypes } from './find-objects.ts';
import { readResourceArgs } from './select-objects.ts';
import { acrossNamespacesFlag, chunkSizeFlag, fileFlags, selectorFlag } from './shared-flags.ts';

/** The objects whose names begin with the only name asked for. */
const byPrefix = (
  args: ObjectRequest['args'],
): { type: ObjectRequest['args']; prefix: string } | undefined => {
  if (args.form !== 'names') return undefined;
  const [target, ...more] = args.targets;
  if (target === undefined || more.length > 0) return undefined;
  return { type: { form: 'types', types: [target.type] }, prefix: target.name };
};

export const command = defineCommand({
  usage: 'describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  long: `
Show details of a specific resource or group of resources.

Print a detailed description of the selected resources, including related resources such as events or controllers. You may select a single object by name, all objects of that type, provide a name prefix, or label selector. For example:

  $ berth describe TYPE NAME_PREFIX

will first check for an exact match on TYPE and NAME_PREFIX. If no such resource exists, it will output details for every resource that has a name prefixed with NAME_PREFIX.

Use "berth api-resources" for a complete list of supported resources.`,
  examples: `
# Describe a pod
berth describe pods/nginx

# Describe a pod identified by type and name in "pod.json"
berth describe -f pod.json

# Describe all pods
berth describe pods

# Describe pods by label name=myLabel
berth describe pods -l name=myLabel

# Describe all pods managed by the 'frontend' deployment
# (they get the name of the deployment as a prefix in the pod name)
berth describe pods frontend`,
  flags: {
    ...acrossNamespacesFlag,
    ...chunkSizeFlag,
    ...fileFlags('Filename, directory, or URL to files containing the resource to describe'),
    ...selectorFlag,
    'show-events': {
      type: 'bool',
      default: true,
      description: 'If true, display events related to the described object.',
    },
  },
  run: async (invocation, world) => {
    const { flags } = invocation;
    const args = await readResourceArgs(invocation, world);
    if (args.form === 'none') {
      throw new CliError(
        'usage',
        'You must specify the type of resource to describe. Use "berth api-resources" for a complete list of supported resources.',
      );
    }
    const request = {
      args,
      namespace: invocation.namespace,
      allNamespaces: flags.allNamespaces,
      labels: flags.selector,
      fields: '',
    };
    const now = world.clock.now();
    checkRequest(request);
    const kinds = requestedTypes(args).flatMap(({ kind }) => [kind, ...neededKinds(kind)]);
    const sources = sourcesOf(flags.showEvents ? [...kinds, 'Event'] : kinds);
    const isWhole = (pod: ObservedPod): boolean =>
      requestedTypes(args).some(({ kind }) => kind === 'Pod') &&
      (flags.allNamespaces || pod.namespace === invocation.namespace);
    const snapshot = await observeSources(await invocation.runtime(), sources, isWhole);
    const found = findIn(snapshot, request, now);
    const events = listObjects(snapshot, 'Event', now);
    const textOf = (object: Resource): string => {
      const { namespace } = object.metadata;
      return describeObject(object, {
        now,
        others: (kind) =>
          listObjects(snapshot, kind, now).filter(
            (other) => namespace === undefined || other.metadata.namespace === namespace,
          ),
        events: flags.showEvents ? events.filter((event) => isAbout(event, object)) : undefined,
      });
    };
    const wider = found.missing.length > 0 ? byPrefix(args) : undefined;
    if (wider !== undefined) {
      const { objects } = findIn(snapshot, { ...request, args: wider.type }, now);
      const alike = objects.filter(({ metadata }) => metadata.name.startsWith(wider.prefix));
      for (const object of alike) world.stdout.write(`${textOf(object)}\n`);
      if (alike.length > 0) return 0;
    }
    world.stdout.write(found.objects.map(textOf).join('\n\n'));
    failOnMissing(found);
    if (found.objects.length === 0) {
      world.stderr.write(
        flags.allNamespaces
          ? 'No resources found\n'
          : `No resources found in ${invocation.namespace} namespace.\n`,
      );
    }
    return 0;
  },
});
