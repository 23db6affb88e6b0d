import { defineCommand } from '../../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'create service [flags]',
  long: 'Create a service using a specified subcommand.',
  flags: {},
  subcommands: [
    {
      name: 'clusterip',
      short: 'Create a ClusterIP service',
      load: async () => (await import('./cluster-ip-service.ts')).command,
    },
    {
      name: 'externalname',
      short: 'Create an ExternalName service',
      load: async () => (await import('./external-name-service.ts')).command,
    },
    {
      name: 'loadbalancer',
      short: 'Create a LoadBalancer service',
      load: async () => (await import('./load-balancer-service.ts')).command,
    },
    {
      name: 'nodeport',
      short: 'Create a NodePort service',
      load: async () => (await import('./node-port-service.ts')).command,
    },
  ],
});
