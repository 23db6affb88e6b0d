import { defineCommand } from '../../cli/command-spec.ts';
import { newTlsSecret } from '../../manifest/create/secret.ts';
import { appendHashFlag, dataReader } from './data-flags.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  long: `
Create a TLS secret from the given public/private key pair.

The public/private key pair must exist beforehand. The public key certificate must be .PEM encoded and match the given private key.`,
  examples: `
# Create a new TLS secret named tls-secret with the given key pair
berth create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key`,
  flags: {
    ...newObjectFlags,
    ...appendHashFlag('secret'),
    cert: { type: 'string', description: 'Path to PEM encoded public key certificate.' },
    key: { type: 'string', description: 'Path to private key associated with given certificate.' },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { flags } = invocation;
    const { appendHash } = flags;
    return createNewObject(invocation, world, {
      build: (name) => newTlsSecret({ name, appendHash }, flags, dataReader(world)),
      failure: 'failed to create secret ',
    });
  },
});
