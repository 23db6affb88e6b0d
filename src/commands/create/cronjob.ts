import { defineCommand } from '../../cli/command-spec.ts';
import { newCronJob } from '../../manifest/create/workloads.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: "create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  long: `
Create a cron job with the specified name.`,
  examples: `
# Create a cron job
berth create cronjob my-job --image=busybox --schedule="*/1 * * * *"

# Create a cron job with a command
berth create cronjob my-job --image=busybox --schedule="*/1 * * * *" -- date`,
  flags: {
    ...newObjectFlags,
    image: { type: 'string', required: true, description: 'Image name to run.' },
    restart: {
      type: 'string',
      description: "job's restart policy. supported values: OnFailure, Never",
    },
    schedule: {
      type: 'string',
      required: true,
      description: 'A schedule in the Cron format the job should be run with.',
    },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { image, restart, schedule } = invocation.flags;
    return createNewObject(invocation, world, {
      build: (name, command) => newCronJob({ name, image, command, restart, schedule }),
      failure: 'failed to create cronjob: ',
    });
  },
});
