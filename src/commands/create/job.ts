import { defineCommand } from '../../cli/command-spec.ts';
import { refuse } from '../../manifest/create/refuse.ts';
import { jobFrom, newJob } from '../../manifest/create/workloads.ts';
import type { Invocation } from '../../cli/command-spec.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../world.ts';
import { failOnMissing, findObjects } from '../find-objects.ts';
import { parseResourceArgs } from '../resource-args.ts';
import { createNewObject, newObjectFlags } from './new-object.ts';

export const command = defineCommand({
  usage: 'create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  long: `
Create a job with the specified name.`,
  examples: `
# Create a job
berth create job my-job --image=busybox

# Create a job with a command
berth create job my-job --image=busybox -- date

# Create a job from a cron job named "a-cronjob"
berth create job test-job --from=cronjob/a-cronjob`,
  flags: {
    ...newObjectFlags,
    from: {
      type: 'string',
      description: 'The name of the resource to create a Job from (only cronjob is supported).',
    },
    image: { type: 'string', description: 'Image name to run.' },
  },
  handlesInterrupt: true,
  run: (invocation, world) => {
    const { from, image } = invocation.flags;
    return createNewObject(invocation, world, {
      build: async (name, command) => {
        if ((from === '') === (image === '')) throw refuse('either --image or --from must be specified');
        if (from === '') return newJob({ name, image, command });
        if (command.length > 0) throw refuse('cannot specify --from and command');
        return jobFrom(name, await findSource(invocation, from, world));
      },
      failure: 'failed to create job: ',
    });
  },
});

const findSource = async (
  invocation: Pick<Invocation, 'namespace' | 'runtime'>,
  from: string,
  world: World,
): Promise<Resource> => {
  const args = parseResourceArgs([from]);
  if (args.form !== 'slashes') throw refuse('from must be an existing cronjob: cronjob/name');
  const { namespace } = invocation;
  const found = await findObjects(
    await invocation.runtime(),
    { args, namespace, allNamespaces: false, labels: '', fields: '' },
    world.clock.now(),
  );
  failOnMissing(found);
  const [source] = found.objects;
  if (source === undefined) throw refuse('from must be an existing cronjob: cronjob/name');
  return source;
};
