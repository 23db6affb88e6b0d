import { defineCommand } from '../../cli/command-spec.ts';
import { newService } from '../../manifest/create/service.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create service externalname NAME --external-name external.name [--dry-run=server|client|none]',
  long: `
Create an ExternalName service with the specified name.

ExternalName service references to an external DNS address instead of only pods, which will allow application authors to reference services that exist off platform, on other clusters, or locally.`,
  examples: `
# Create a new ExternalName service named my-ns
berth create service externalname my-ns --external-name bar.com`,
  flags: {
    ...newObjectFlags,
    'external-name': { type: 'string', required: true, description: 'External name of service' },
    tcp: { type: 'list', description: "Port pairs can be specified as '<port>:<targetPort>'." },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { tcp, externalName } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newService({ name, type: 'ExternalName', tcp, externalName }),
      failure: 'failed to create ExternalName service: ',
    });
  },
});
