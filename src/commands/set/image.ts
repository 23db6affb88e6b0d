import { defineCommand } from '../../cli/command-spec.ts';
import { editError } from '../../manifest/edit/edit-error.ts';
import { parseImages, setImages } from '../../manifest/edit/image.ts';
import { splitPairs } from '../../manifest/edit/pairs.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { checkEdit, editObjects } from '../edit-objects.ts';
import { needResources } from '../select-objects.ts';
import { editFlags, selectorFlag } from '../shared-flags.ts';

export const command = defineCommand({
  usage:
    'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  long: `
Update existing container image(s) of resources, and roll the change out.

Possible resources include (case insensitive):

       pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `
# Set a deployment's nginx container image to 'nginx:1.9.1', and its busybox container image to 'busybox'
berth set image deployment/nginx busybox=busybox nginx=nginx:1.9.1

# Update all deployments' and rc's nginx container's image to 'nginx:1.9.1'
berth set image deployments,rc nginx=nginx:1.9.1 --all

# Update image of all containers of daemonset abc to 'nginx:1.9.1'
berth set image daemonset abc *=nginx:1.9.1

# Print result (in yaml format) of updating nginx container image from local file, without touching anything
berth set image -f path/to/file.yaml nginx=nginx:1.9.1 --local -o yaml`,
  flags: {
    ...editFlags('set image', 'Filename, directory, or URL to files identifying the resource to update.'),
    ...selectorFlag,
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    const { resources, pairs } = splitPairs(args, 'image');
    if (resources.length === 0 && flags.filename.length === 0 && flags.kustomize === '') {
      throw needResources();
    }
    checkEdit(flags);
    const images = parseImages(pairs);
    await editObjects(
      invocation,
      {
        resources,
        change: (live) => {
          const { resource, problems } = setImages(live, images);
          if (problems.length > 0) throw editError(problems.join('\nerror: '));
          return resource;
        },
        word: ({ changed }) => (changed ? 'image updated' : undefined),
        written: asWrittenByType,
      },
      world,
    );
    return 0;
  },
});
