import { defineCommand } from '../cli/command-spec.ts';
import { parseAnnotationChanges, setAnnotations } from '../manifest/edit/annotations.ts';
import { editPairs, pairFlags } from './edit-pairs.ts';

export const command = defineCommand({
  usage:
    'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  long: `
Update the annotations on one or more resources.

All Kubernetes objects support the ability to store additional data with the object as annotations. Annotations are key/value pairs that can be larger than labels and include arbitrary string values such as structured JSON. Tools and system extensions may use annotations to store their own data.

Attempting to set an annotation that already exists will fail unless --overwrite is set. If --resource-version is specified and does not match the current resource version the command will fail.

Use "berth api-resources" for a complete list of supported resources.`,
  examples: `
# Update deployment 'web' with the annotation 'description' and the value 'my frontend'
# If the same annotation is set multiple times, only the last value will be applied
berth annotate deployments web description='my frontend'

# Update a deployment identified by type and name in "web.json"
berth annotate -f web.json description='my frontend'

# Update deployment 'web' with the annotation 'description' and the value 'my frontend running nginx', overwriting any existing value
berth annotate --overwrite deployments web description='my frontend running nginx'

# Update all deployments in the namespace
berth annotate deployments --all description='my frontend running nginx'

# Update deployment 'web' only if the resource is unchanged from version 1
berth annotate deployments web description='my frontend running nginx' --resource-version=1

# Update deployment 'web' by removing an annotation named 'description' if it exists
# Does not require the --overwrite flag
berth annotate deployments web description-`,
  flags: pairFlags('annotation', 'annotate'),
  handlesInterrupt: true,
  run: async (invocation, world) => {
    await editPairs(
      invocation,
      {
        what: 'annotation',
        field: 'annotations',
        parse: parseAnnotationChanges,
        set: setAnnotations,
        word: () => () => 'annotated',
      },
      world,
    );
    return 0;
  },
});
