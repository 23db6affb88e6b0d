import { defineCommand } from '../../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'create secret (docker-registry | generic | tls)',
  long: `
Create a secret with specified type.

A docker-registry type secret is for accessing a container registry.

A generic type secret indicate an Opaque secret type.

A tls type secret holds TLS certificate and its associated key.`,
  flags: {},
  subcommands: [
    {
      name: 'docker-registry',
      short: 'Create a secret for use with a Docker registry',
      load: async () => (await import('./registry-secret.ts')).command,
    },
    {
      name: 'generic',
      short: 'Create a secret from a local file, directory, or literal value',
      load: async () => (await import('./generic-secret.ts')).command,
    },
    {
      name: 'tls',
      short: 'Create a TLS secret',
      load: async () => (await import('./tls-secret.ts')).command,
    },
  ],
});
