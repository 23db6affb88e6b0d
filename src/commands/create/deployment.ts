import { defineCommand } from '../../cli/command-spec.ts';
import { newDeployment } from '../../manifest/create/workloads.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create deployment NAME --image=image -- [COMMAND] [args...]',
  long: `
Create a deployment with the specified name.`,
  examples: `
# Create a deployment named my-dep that runs the busybox image
berth create deployment my-dep --image=busybox

# Create a deployment with a command
berth create deployment my-dep --image=busybox -- date

# Create a deployment named my-dep that runs the nginx image with 3 replicas
berth create deployment my-dep --image=nginx --replicas=3

# Create a deployment named my-dep that runs the busybox image and expose port 5701
berth create deployment my-dep --image=busybox --port=5701

# Create a deployment named my-dep that runs multiple containers
berth create deployment my-dep --image=busybox:latest --image=ubuntu:latest --image=nginx`,
  flags: {
    ...newObjectFlags,
    image: {
      type: 'list',
      whole: true,
      required: true,
      description: 'Image names to run. A deployment can have multiple images set for multi-container pod.',
    },
    port: { type: 'int', default: -1, description: 'The containerPort that this deployment exposes.' },
    replicas: {
      type: 'int',
      short: 'r',
      default: 1,
      description: 'Number of replicas to create. Default is 1.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { image: images, port, replicas } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name, command) => newDeployment({ name, images, command, port, replicas }),
      failure: 'failed to create deployment: ',
    });
  },
});
