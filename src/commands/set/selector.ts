import { defineCommand } from '../../cli/command-spec.ts';
import { setServiceSelector } from '../../manifest/edit/service-selector.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import { atVersion, checkEdit, editObjects } from '../edit-objects.ts';
import { editFlags, resourceVersionFlag } from '../shared-flags.ts';

const flags = editFlags('set selector', 'identifying the resource.');

export const command = defineCommand({
  usage: 'set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  long: `
Set the selector on a resource. Note that the new selector will overwrite the old selector if the resource had one prior to the invocation of 'set selector'.

A selector must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters. If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used. Note: currently selectors can only be set on Service objects.`,
  examples: `
# Set the labels and selector before creating a deployment/service pair
berth create service clusterip my-svc --clusterip="None" -o yaml --dry-run=client | berth set selector --local -f - 'environment=qa' -o yaml | berth create -f -
berth create deployment my-dep --image=nginx -o yaml --dry-run=client | berth label --local -f - environment=qa -o yaml | berth create -f -`,
  flags: {
    ...flags,
    ...resourceVersionFlag('selectors'),
    recursive: { ...flags.recursive, default: true },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    checkEdit(flags);
    const selector = args.at(-1);
    if (selector === undefined) throw new CliError('usage', 'one selector is required');
    await editObjects(
      invocation,
      {
        resources: args.slice(0, -1),
        change: atVersion(flags.resourceVersion, (live) => setServiceSelector(live, selector)),
        word: () => 'selector updated',
        written: asWrittenByType,
      },
      world,
    );
    return 0;
  },
});
