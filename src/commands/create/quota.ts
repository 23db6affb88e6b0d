import { defineCommand } from '../../cli/command-spec.ts';
import { newResourceQuota } from '../../manifest/create/policy.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  long: `
Create a resource quota with the specified name, hard limits, and optional scopes.`,
  examples: `
# Create a new resource quota named my-quota
berth create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3,replicationcontrollers=2,resourcequotas=1,secrets=5,persistentvolumeclaims=10

# Create a new resource quota named best-effort
berth create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  flags: {
    ...newObjectFlags,
    hard: {
      type: 'string',
      description: 'A comma-delimited set of resource=quantity pairs that define a hard limit.',
    },
    scopes: {
      type: 'string',
      description:
        'A comma-delimited set of quota scopes that must all match each object tracked by the quota.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { hard, scopes } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newResourceQuota({ name, hard, scopes }),
      failure: 'failed to create quota: ',
    });
  },
});
