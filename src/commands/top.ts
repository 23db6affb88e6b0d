import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'top [flags]',
  long: `
Display resource (CPU/memory) usage.

The top command allows you to see the resource consumption for nodes or pods.

The Docker daemon measures for about two seconds. Nothing has to be installed.`,
  flags: {},
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      load: async () => (await import('./top/node.ts')).command,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      load: async () => (await import('./top/pod.ts')).command,
    },
  ],
});
