import { defineCommand } from '../../cli/command-spec.ts';
import { newService } from '../../manifest/create/service.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create service clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
  long: `
Create a ClusterIP service with the specified name.`,
  examples: `
# Create a new ClusterIP service named my-cs
berth create service clusterip my-cs --tcp=5678:8080

# Create a new ClusterIP service named my-cs (in headless mode)
berth create service clusterip my-cs --clusterip="None"`,
  flags: {
    ...newObjectFlags,
    clusterip: {
      type: 'string',
      description: "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing).",
    },
    tcp: { type: 'list', description: "Port pairs can be specified as '<port>:<targetPort>'." },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { tcp, clusterip: clusterIp } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name) => newService({ name, type: 'ClusterIP', tcp, clusterIp }),
      failure: 'failed to create ClusterIP service: ',
    });
  },
});
