import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'set SUBCOMMAND',
  long: `
Configure application resources.

These commands help you make changes to existing application resources.`,
  flags: {},
  subcommands: [
    {
      name: 'env',
      short: 'Update environment variables on a pod template',
      load: async () => (await import('./set/env.ts')).command,
    },
    {
      name: 'image',
      short: 'Update the image of a pod template',
      load: async () => (await import('./set/image.ts')).command,
    },
    {
      name: 'resources',
      short: 'Update resource requests/limits on objects with pod templates',
      load: async () => (await import('./set/resources.ts')).command,
    },
    {
      name: 'selector',
      short: 'Set the selector on a resource',
      load: async () => (await import('./set/selector.ts')).command,
    },
    {
      name: 'serviceaccount',
      aliases: ['sa'],
      short: 'Update the service account of a resource',
      load: async () => (await import('./set/service-account.ts')).command,
    },
    {
      name: 'subject',
      short: 'Update the user, group, or service account in a role binding or cluster role binding',
      load: async () => (await import('./set/subject.ts')).command,
    },
  ],
});
