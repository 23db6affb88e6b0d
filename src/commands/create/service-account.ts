import { defineCommand } from '../../cli/command-spec.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create serviceaccount NAME [--dry-run=server|client|none]',
  long: `
Create a service account with the specified name.`,
  examples: `
# Create a new service account named my-service-account
berth create serviceaccount my-service-account`,
  flags: {
    ...newObjectFlags,
  },
  handlesInterrupt: true,
  run: (invocation, world) =>
    createNewObject(invocation, world, {
      build: (name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
      failure: 'failed to create serviceaccount: ',
    }),
});
