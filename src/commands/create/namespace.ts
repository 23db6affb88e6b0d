import { defineCommand } from '../../cli/command-spec.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create namespace NAME [--dry-run=server|client|none]',
  long: `
Create a namespace with the specified name.`,
  examples: `
# Create a new namespace named my-namespace
berth create namespace my-namespace`,
  flags: {
    ...newObjectFlags,
  },
  handlesInterrupt: true,
  run: (invocation, world) =>
    createNewObject(invocation, world, {
      build: (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
    }),
});
