import { defineCommand } from '../../cli/command-spec.ts';
import { newRoleBinding } from '../../manifest/create/rbac.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  long: `
Create a role binding for a particular role or cluster role.`,
  examples: `
# Create a role binding for user1, user2, and group1 using the admin cluster role
berth create rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1

# Create a role binding for service account monitoring:sa-dev using the admin role
berth create rolebinding admin-binding --role=admin --serviceaccount=monitoring:sa-dev`,
  flags: {
    ...newObjectFlags,
    clusterrole: { type: 'string', description: 'ClusterRole this RoleBinding should reference' },
    role: { type: 'string', description: 'Role this RoleBinding should reference' },
    group: {
      type: 'list',
      whole: true,
      description: 'Groups to bind to the role. The flag can be repeated to add multiple groups.',
    },
    serviceaccount: {
      type: 'list',
      whole: true,
      description:
        'Service accounts to bind to the role, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.',
    },
    user: {
      type: 'list',
      whole: true,
      description: 'Usernames to bind to the role. The flag can be repeated to add multiple users.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { clusterrole, role, user, group, serviceaccount } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) =>
        newRoleBinding({
          name,
          role,
          clusterRole: clusterrole,
          users: user,
          groups: group,
          serviceAccounts: serviceaccount,
        }),
      failure: 'failed to create rolebinding: ',
    });
  },
});
