import { defineCommand } from '../cli/command-spec.ts';
import { labelOutcome, parseLabelChanges, setLabels } from '../manifest/edit/labels.ts';
import { editPairs, pairFlags } from './edit-pairs.ts';

export const command = defineCommand({
  usage:
    'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  long: `
Update the labels on a resource.

* A label key and value must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters each.
* Optionally, the key can begin with a DNS subdomain prefix and a single '/', like example.com/my-app.
* If --overwrite is true, then existing labels can be overwritten, otherwise attempting to overwrite a label will result in an error.
* If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used.`,
  examples: `
# Update deployment 'web' with the label 'unhealthy' and the value 'true'
berth label deployments web unhealthy=true

# Update deployment 'web' with the label 'status' and the value 'unhealthy', overwriting any existing value
berth label --overwrite deployments web status=unhealthy

# Update all deployments in the namespace
berth label deployments --all status=unhealthy

# Update a deployment identified by the type and name in "web.json"
berth label -f web.json status=unhealthy

# Update deployment 'web' only if the resource is unchanged from version 1
berth label deployments web status=unhealthy --resource-version=1

# Update deployment 'web' by removing a label named 'bar' if it exists
# Does not require the --overwrite flag
berth label deployments web bar-`,
  flags: pairFlags('label', 'label'),
  handlesInterrupt: true,
  run: async (invocation, world) => {
    await editPairs(
      invocation,
      {
        what: 'label',
        field: 'labels',
        parse: parseLabelChanges,
        set: setLabels,
        word:
          (overwrite) =>
          ({ before, after }) =>
            labelOutcome(before, after, overwrite),
      },
      world,
    );
    return 0;
  },
});
