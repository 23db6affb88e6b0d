import { defineCommand } from '../../cli/command-spec.ts';
import { newRegistrySecret } from '../../manifest/create/secret.ts';
import { appendHashFlag, dataReader } from './data-flags.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage:
    'create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  long: `
Create a new secret for use with Docker registries.

Pods that pull from a registry that requires authentication name such a secret in their imagePullSecrets. The email address is optional.`,
  examples: `
# Create a secret out of a user name and a password
berth create secret docker-registry my-secret --docker-server=DOCKER_REGISTRY_SERVER --docker-username=DOCKER_USER --docker-password=DOCKER_PASSWORD --docker-email=DOCKER_EMAIL

# Create a new secret named my-secret from ~/.docker/config.json
berth create secret docker-registry my-secret --from-file=path/to/.docker/config.json`,
  flags: {
    ...newObjectFlags,
    ...appendHashFlag('secret'),
    'docker-email': { type: 'string', description: 'Email for Docker registry' },
    'docker-password': { type: 'string', description: 'Password for Docker registry authentication' },
    'docker-server': {
      type: 'string',
      default: 'https://index.docker.io/v1/',
      description: 'Server location for Docker registry',
    },
    'docker-username': { type: 'string', description: 'Username for Docker registry authentication' },
    'from-file': {
      type: 'list',
      description:
        'Key files can be specified using their file path, in which case a default name of .dockerconfigjson will be given to them, or optionally with a name and file path, in which case the given name will be used. For this command, the key should always be .dockerconfigjson.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { flags } = invocation;
    const { appendHash } = flags;
    const login = {
      server: flags.dockerServer,
      username: flags.dockerUsername,
      password: flags.dockerPassword,
      email: flags.dockerEmail,
    };
    return createNewObject(invocation, world, {
      build: (name) => newRegistrySecret({ name, appendHash }, login, flags.fromFile, dataReader(world)),
      failure: 'failed to create secret ',
    });
  },
});
