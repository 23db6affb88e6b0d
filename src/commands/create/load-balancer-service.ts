import { defineCommand } from '../../cli/command-spec.ts';
import { newService } from '../../manifest/create/service.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create service loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  long: `
Create a LoadBalancer service with the specified name.`,
  examples: `
# Create a new LoadBalancer service named my-lbs
berth create service loadbalancer my-lbs --tcp=5678:8080`,
  flags: {
    ...newObjectFlags,
    tcp: { type: 'list', description: "Port pairs can be specified as '<port>:<targetPort>'." },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { tcp } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newService({ name, type: 'LoadBalancer', tcp }),
      failure: 'failed to create LoadBalancer service: ',
    });
  },
});
