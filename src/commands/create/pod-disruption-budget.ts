import { defineCommand } from '../../cli/command-spec.ts';
import { newPodDisruptionBudget } from '../../manifest/create/policy.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  long: `
Create a pod disruption budget with the specified name, selector, and desired minimum available pods.`,
  examples: `
# Create a pod disruption budget named my-pdb that will select all pods with the app=rails label
# and require at least one of them being available at any point in time
berth create poddisruptionbudget my-pdb --selector=app=rails --min-available=1

# Create a pod disruption budget named my-pdb that will select all pods with the app=nginx label
# and require at least half of the pods selected to be available at any point in time
berth create pdb my-pdb --selector=app=nginx --min-available=50%`,
  flags: {
    ...newObjectFlags,
    'max-unavailable': {
      type: 'string',
      description: 'The maximum number or percentage of unavailable pods this budget requires.',
    },
    'min-available': {
      type: 'string',
      description: 'The minimum number or percentage of available pods this budget requires.',
    },
    selector: {
      type: 'string',
      description:
        'A label selector to use for this budget. Only equality-based selector requirements are supported.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { selector, minAvailable, maxUnavailable } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newPodDisruptionBudget({ name, selector, minAvailable, maxUnavailable }),
      failure: 'failed to create poddisruptionbudgets: ',
    });
  },
});
