import { defineCommand } from '../../cli/command-spec.ts';
import { addSubjects, subjectsOf } from '../../manifest/edit/subjects.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import { checkEdit, editObjects } from '../edit-objects.ts';
import { needResources } from '../select-objects.ts';
import { editFlags, selectorFlag } from '../shared-flags.ts';

export const command = defineCommand({
  usage:
    'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  examples: `
# Update a cluster role binding for serviceaccount1
berth set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1

# Update a role binding for user1, user2, and group1
berth set subject rolebinding admin --user=user1 --user=user2 --group=group1

# Print the result (in YAML format) of updating rolebinding subjects from a local file, without touching anything
berth create rolebinding admin --role=admin --user=admin -o yaml --dry-run=client | berth set subject --local -f - --user=foo -o yaml`,
  flags: {
    ...editFlags('set subject', 'Filename, directory, or URL to files the resource to update the subjects'),
    ...selectorFlag,
    group: { type: 'list', description: 'Groups to bind to the role' },
    serviceaccount: { type: 'list', description: 'Service accounts to bind to the role' },
    user: { type: 'list', description: 'Usernames to bind to the role' },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    if (args.length === 0 && flags.filename.length === 0 && flags.kustomize === '') throw needResources();
    checkEdit(flags);
    const { user: users, group: groups, serviceaccount: serviceAccounts } = flags;
    if (users.length + groups.length + serviceAccounts.length === 0) {
      throw new CliError('usage', 'you must specify at least one value of user, group or serviceaccount');
    }
    const subjects = subjectsOf({ users, groups, serviceAccounts });
    await editObjects(
      invocation,
      {
        resources: args,
        change: (live) => addSubjects(live, subjects),
        word: ({ changed }) => (changed ? 'subjects updated' : undefined),
        written: asWrittenByType,
      },
      world,
    );
    return 0;
  },
});
