import { defineCommand } from '../../cli/command-spec.ts';
import { newRole } from '../../manifest/create/rbac.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  long: `
Create a role with single rule.`,
  examples: `
# Create a role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
berth create role pod-reader --verb=get --verb=list --verb=watch --resource=pods

# Create a role named "pod-reader" with ResourceName specified
berth create role pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

# Create a role named "foo" with API Group specified
berth create role foo --verb=get,list,watch --resource=rs.apps

# Create a role named "foo" with SubResource specified
berth create role foo --verb=get,list,watch --resource=pods,pods/status`,
  flags: {
    ...newObjectFlags,
    resource: { type: 'list', description: 'Resource that the rule applies to' },
    'resource-name': {
      type: 'list',
      whole: true,
      description: 'Resource in the white list that the rule applies to, repeat this flag for multiple items',
    },
    verb: { type: 'list', description: 'Verb that applies to the resources contained in the rule' },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { verb: verbs, resource: resources, resourceName: resourceNames } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newRole(name, { verbs, resources, resourceNames }),
    });
  },
});
