import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { changeObjects, type ObjectChange } from './change-objects.ts';
import { dryRunOf } from './dry-run.ts';
import { notFound } from './find-objects.ts';
import { selectObjects } from './select-objects.ts';
import { dryRunFlag, fileFlags, outputFlags, selectorFlag, waitFlags } from './shared-flags.ts';

export const command = defineCommand({
  usage:
    'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  long: `
Set a new size for a deployment, replica set, replication controller, or stateful set.

Scale also allows users to specify one or more preconditions for the scale action.

If --current-replicas or --resource-version is specified, it is validated before the scale is attempted, and it is guaranteed that the precondition holds true when the new size is stored.

Scale brings the new size about and waits until it is done. Use --wait=false to store it and return at once.`,
  examples: `
# Scale a deployment named 'web' to 3
berth scale --replicas=3 deployment/web

# Scale a resource identified by type and name specified in "web.yaml" to 3
berth scale --replicas=3 -f web.yaml

# If the deployment named mysql's current size is 2, scale mysql to 3
berth scale --current-replicas=2 --replicas=3 deployment/mysql

# Scale multiple deployments
berth scale --replicas=5 deploy/example1 deploy/example2 deploy/example3

# Scale stateful set named 'web' to 3
berth scale --replicas=3 statefulset/web`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files identifying the resource to set a new size'),
    ...selectorFlag,
    ...outputFlags(),
    ...dryRunFlag,
    all: {
      type: 'bool',
      description: 'Select all resources in the namespace of the specified resource types',
    },
    'current-replicas': {
      type: 'int',
      default: -1,
      description:
        'Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.',
    },
    replicas: {
      type: 'int',
      required: true,
      description: 'The new desired number of replicas. Required.',
    },
    'resource-version': {
      type: 'string',
      description:
        'Precondition for resource version. Requires that the current resource version match this value in order to scale.',
    },
    ...waitFlags('scale'),
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    if (flags.replicas < 0) {
      const rule = 'COUNT must be greater than or equal to 0';
      throw new CliError('usage', `The --replicas=COUNT flag is required, and ${rule}`);
    }
    const found = await selectObjects(invocation, world);
    if (found.objects.length === 0) {
      const missing = found.missing.map((target) => ` ${notFound(target).message}`).join('');
      throw new CliError('usage', `no objects passed to scale${missing}`);
    }
    const runtime = await invocation.runtime();
    await changeObjects(runtime, world, {
      found,
      change: scaledTo(flags),
      word: () => 'scaled',
      flags,
      dryRun,
    });
    return 0;
  },
});

const SCALABLE: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicationController'];

interface Scalable extends Resource {
  readonly spec: { readonly replicas?: number };
}

const isScalable = (resource: Resource): resource is Scalable => SCALABLE.includes(resource.kind);

interface ScaleFlags {
  readonly replicas: number;
  readonly currentReplicas: number;
  readonly resourceVersion: string;
}

/** The live object with its new size, where the preconditions hold. */
const scaledTo =
  ({ replicas, currentReplicas, resourceVersion }: ScaleFlags): ObjectChange =>
  (live, { version }) => {
    if (!isScalable(live)) {
      throw new CliError('notFound', 'the server could not find the requested resource');
    }
    const { replicas: current = 1 } = live.spec;
    if (currentReplicas >= 0 && current !== currentReplicas) {
      throw new CliError('precondition', `Expected replicas to be ${currentReplicas}, was ${current}`);
    }
    if (resourceVersion !== '' && resourceVersion !== String(version)) {
      const was = `Expected resource version to be ${resourceVersion}, was ${version}`;
      throw new CliError('precondition', was);
    }
    return { ...live, spec: { ...live.spec, replicas } };
  };
