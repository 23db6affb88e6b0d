import { defineCommand } from '../../cli/command-spec.ts';
import { newConfigMap } from '../../manifest/create/config-map.ts';
import { appendHashFlag, dataFlags, dataReader, dataSources } from './data-flags.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  long: `
Create a config map based on a file, directory, or specified literal value.

A single config map may package one or more key/value pairs.

When creating a config map based on a file, the key will default to the basename of the file, and the value will default to the file content. If the basename is an invalid key, you may specify an alternate key.

When creating a config map based on a directory, each file whose basename is a valid key in the directory will be packaged into the config map. Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `
# Create a new config map named my-config based on folder bar
berth create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config with specified keys instead of file basenames on disk
berth create configmap my-config --from-file=key1=/path/to/bar/file1.txt --from-file=key2=/path/to/bar/file2.txt

# Create a new config map named my-config with key1=config1 and key2=config2
berth create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2

# Create a new config map named my-config from an env file
berth create configmap my-config --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  flags: {
    ...newObjectFlags,
    ...appendHashFlag('configmap'),
    ...dataFlags('configmap'),
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { flags } = invocation;
    return createNewObject(invocation, world, {
      build: (name) => newConfigMap(name, dataSources(flags), flags, dataReader(world)),
      failure: 'failed to create configmap: ',
    });
  },
});
