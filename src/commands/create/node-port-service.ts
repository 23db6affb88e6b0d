import { defineCommand } from '../../cli/command-spec.ts';
import { newService } from '../../manifest/create/service.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create service nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
  long: `
Create a NodePort service with the specified name.`,
  examples: `
# Create a new NodePort service named my-ns
berth create service nodeport my-ns --tcp=5678:8080`,
  flags: {
    ...newObjectFlags,
    'node-port': {
      type: 'int',
      description: 'Port used to expose the service on each node in a cluster.',
    },
    tcp: { type: 'list', description: "Port pairs can be specified as '<port>:<targetPort>'." },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { tcp, nodePort } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newService({ name, type: 'NodePort', tcp, nodePort }),
      failure: 'failed to create NodePort service: ',
    });
  },
});
