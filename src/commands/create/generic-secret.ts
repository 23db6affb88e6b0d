import { defineCommand } from '../../cli/command-spec.ts';
import { newGenericSecret } from '../../manifest/create/secret.ts';
import { appendHashFlag, dataFlags, dataReader, dataSources } from './data-flags.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  long: `
Create a secret based on a file, directory, or specified literal value.

A single secret may package one or more key/value pairs.

When creating a secret based on a file, the key will default to the basename of the file, and the value will default to the file content. If the basename is an invalid key or you wish to chose your own, you may specify an alternate key.

When creating a secret based on a directory, each file whose basename is a valid key in the directory will be packaged into the secret. Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `
# Create a new secret named my-secret with keys for each file in folder bar
berth create secret generic my-secret --from-file=path/to/bar

# Create a new secret named my-secret with specified keys instead of names on disk
berth create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-file=ssh-publickey=path/to/id_rsa.pub

# Create a new secret named my-secret with key1=supersecret and key2=topsecret
berth create secret generic my-secret --from-literal=key1=supersecret --from-literal=key2=topsecret

# Create a new secret named my-secret using a combination of a file and a literal
berth create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-literal=passphrase=topsecret

# Create a new secret named my-secret from env files
berth create secret generic my-secret --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  flags: {
    ...newObjectFlags,
    ...appendHashFlag('secret'),
    ...dataFlags('secret'),
    type: { type: 'string', description: 'The type of secret to create' },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { flags } = invocation;
    const { type, appendHash } = flags;
    return createNewObject(invocation, world, {
      build: (name) => newGenericSecret({ name, type, appendHash }, dataSources(flags), dataReader(world)),
      failure: 'failed to create secret ',
    });
  },
});
