import { defineCommand } from '../../cli/command-spec.ts';
import { newClusterRoleBinding } from '../../manifest/create/rbac.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  long: `
Create a cluster role binding for a particular cluster role.`,
  examples: `
# Create a cluster role binding for user1, user2, and group1 using the cluster-admin cluster role
berth create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1`,
  flags: {
    ...newObjectFlags,
    clusterrole: {
      type: 'string',
      required: true,
      description: 'ClusterRole this ClusterRoleBinding should reference',
    },
    group: {
      type: 'list',
      whole: true,
      description: 'Groups to bind to the clusterrole. The flag can be repeated to add multiple groups.',
    },
    serviceaccount: {
      type: 'list',
      whole: true,
      description:
        'Service accounts to bind to the clusterrole, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.',
    },
    user: {
      type: 'list',
      whole: true,
      description: 'Usernames to bind to the clusterrole. The flag can be repeated to add multiple users.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { clusterrole, user, group, serviceaccount } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) =>
        newClusterRoleBinding({
          name,
          clusterRole: clusterrole,
          users: user,
          groups: group,
          serviceAccounts: serviceaccount,
        }),
      failure: 'failed to create clusterrolebinding: ',
    });
  },
});
