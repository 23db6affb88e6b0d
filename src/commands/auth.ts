import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'auth [flags]',
  long: `
Inspect authorization.

Whoever reaches the Docker daemon may do everything: there are no users and no roles beside it.`,
  flags: {},
  subcommands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      load: async () => (await import('./auth/can-i.ts')).command,
    },
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      load: async () => (await import('./auth/whoami.ts')).command,
    },
  ],
});
