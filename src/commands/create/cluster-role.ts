import { defineCommand } from '../../cli/command-spec.ts';
import { parsePairs } from '../../manifest/edit/pairs.ts';
import { newClusterRole } from '../../manifest/create/rbac.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  long: `
Create a cluster role.`,
  examples: `
# Create a cluster role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
berth create clusterrole pod-reader --verb=get,list,watch --resource=pods

# Create a cluster role named "pod-reader" with ResourceName specified
berth create clusterrole pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

# Create a cluster role named "foo" with API Group specified
berth create clusterrole foo --verb=get,list,watch --resource=rs.apps

# Create a cluster role named "foo" with SubResource specified
berth create clusterrole foo --verb=get,list,watch --resource=pods,pods/status

# Create a cluster role name "foo" with NonResourceURL specified
berth create clusterrole "foo" --verb=get --non-resource-url=/logs/*

# Create a cluster role name "monitoring" with AggregationRule specified
berth create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  flags: {
    ...newObjectFlags,
    'aggregation-rule': {
      type: 'list',
      description: 'An aggregation label selector for combining ClusterRoles.',
    },
    'non-resource-url': {
      type: 'list',
      description: 'A partial url that user should have access to.',
    },
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
    const { flags } = invocation;
    return createNewObject(invocation, world, {
      build: (name) =>
        newClusterRole(name, {
          verbs: flags.verb,
          resources: flags.resource,
          resourceNames: flags.resourceName,
          urls: flags.nonResourceUrl,
          aggregated: Object.fromEntries(
            parsePairs(flags.aggregationRule, 'aggregation rule', { removal: false }).set,
          ),
        }),
    });
  },
});
