import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'config SUBCOMMAND',
  long: `
Choose the engine and the namespace that commands work with.

Contexts are those of docker: "docker context create" makes them, and the current one is current for docker and for berth. As with docker, DOCKER_HOST and DOCKER_CONTEXT count before the current context, and --context counts before all.

The namespace of a context is remembered in berth/config.json in $XDG_CONFIG_HOME or $HOME/.config.`,
  flags: {},
  subcommands: [
    {
      name: 'current-context',
      short: 'Display the current-context',
      load: async () => (await import('./config/current-context.ts')).command,
    },
    {
      name: 'get-clusters',
      short: 'Display the engines of all contexts',
      load: async () => (await import('./config/get-clusters.ts')).command,
    },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      load: async () => (await import('./config/get-contexts.ts')).command,
    },
    {
      name: 'set-context',
      short: 'Set the namespace of a context',
      load: async () => (await import('./config/set-context.ts')).command,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      short: 'Set the current-context',
      load: async () => (await import('./config/use-context.ts')).command,
    },
    {
      name: 'view',
      short: 'Display contexts in the form of a kubeconfig file',
      load: async () => (await import('./config/view.ts')).command,
    },
  ],
});
