import { defineCommand } from '../../cli/command-spec.ts';
import { setServiceAccount } from '../../manifest/edit/service-account.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import { checkEdit, editObjects } from '../edit-objects.ts';
import { editFlags } from '../shared-flags.ts';

export const command = defineCommand({
  usage: 'set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  long: `
Update the service account of pod template resources.

Possible resources (case insensitive) can be:

replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset`,
  examples: `
# Set deployment nginx-deployment's service account to serviceaccount1
berth set serviceaccount deployment nginx-deployment serviceaccount1

# Print the result (in YAML format) of updated nginx deployment with the service account from local file, without touching anything
berth set sa -f nginx-deployment.yaml serviceaccount1 --local --dry-run=client -o yaml`,
  flags: editFlags(
    'set serviceaccount',
    'Filename, directory, or URL to files identifying the resource to update.',
  ),
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    checkEdit(flags);
    const name = args.at(-1);
    if (name === undefined) throw new CliError('usage', 'serviceaccount is required');
    await editObjects(
      invocation,
      {
        resources: args.slice(0, -1),
        change: (live) => setServiceAccount(live, name),
        word: () => 'serviceaccount updated',
        written: asWrittenByType,
      },
      world,
    );
    return 0;
  },
});
