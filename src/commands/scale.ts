import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { dryRunFlag, fileFlags, outputFlags, selectorFlag } from './shared-flags.ts';

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
    timeout: {
      type: 'duration',
      description:
        'The length of time to wait before giving up on a scale operation, zero means the progress deadline of the workload. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
    },
    wait: {
      type: 'bool',
      default: true,
      description: 'If true, wait until the new size has come about. If false, store it and return.',
    },
  },
  handlesInterrupt: true,
  run: () => Promise.reject(new CliError('notImplemented', 'berth cannot scale yet')),
});
