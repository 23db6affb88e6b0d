import { defineCommand } from '../../cli/command-spec.ts';
import { parseAmounts, setComputeResources } from '../../manifest/edit/compute-resources.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import { checkEdit, editObjects } from '../edit-objects.ts';
import { needResources } from '../select-objects.ts';
import { editFlags, selectorFlag } from '../shared-flags.ts';

const amounts = (what: 'limits' | 'requests') =>
  ({
    type: 'string',
    description: `The resource requirement ${what} for this container. For example, 'cpu=100m,memory=256Mi'.`,
  }) as const;

export const command = defineCommand({
  usage: 'set resources (-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  long: `
Specify compute resource requirements (CPU, memory) for any resource that defines a pod template, and roll the change out.

For each compute resource, if a limit is specified and a request is omitted, the request will default to the limit.

Possible resources include (case insensitive): Use "berth api-resources" for a complete list of supported resources.`,
  examples: `
# Set a deployments nginx container cpu limits to "200m" and memory to "512Mi"
berth set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi

# Set the resource request and limits for all containers in nginx
berth set resources deployment nginx --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

# Remove the resource requests for resources on containers in nginx
berth set resources deployment nginx --limits=cpu=0,memory=0 --requests=cpu=0,memory=0

# Print the result (in yaml format) of updating nginx container limits from a local file, without touching anything
berth set resources -f path/to/file.yaml --limits=cpu=200m,memory=512Mi --local -o yaml`,
  flags: {
    ...editFlags('set resources', 'Filename, directory, or URL to files identifying the resource to update.'),
    ...selectorFlag,
    containers: {
      type: 'string',
      short: 'c',
      default: '*',
      description:
        'The names of containers in the selected pod templates to change, all containers are selected by default - may use wildcards',
    },
    limits: amounts('limits'),
    requests: amounts('requests'),
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    if (args.length === 0 && flags.filename.length === 0 && flags.kustomize === '') throw needResources();
    checkEdit(flags);
    if (flags.limits === '' && flags.requests === '') {
      throw new CliError(
        'usage',
        'you must specify an update to requests or limits (in the form of --requests/--limits)',
      );
    }
    const wanted = { limits: parseAmounts(flags.limits), requests: parseAmounts(flags.requests) };
    await editObjects(
      invocation,
      {
        resources: args,
        change: (live) => setComputeResources(live, wanted, flags.containers),
        word: ({ changed }) => (changed ? 'resource requirements updated' : undefined),
        written: asWrittenByType,
      },
      world,
    );
    return 0;
  },
});
