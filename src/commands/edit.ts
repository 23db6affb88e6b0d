import { defineCommand } from '../cli/command-spec.ts';
import { withLastApplied } from '../manifest/merge/last-applied.ts';
import { threeWayMerge } from '../manifest/merge/three-way.ts';
import { CliError } from '../model/cli-error.ts';
import { type Resource, refKey, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { World } from '../world.ts';
import { changeObjects } from './change-objects.ts';
import { type EditFault, editText } from './edit/edit-text.ts';
import { editedFormat, textOf } from './edit/edited-format.ts';
import { readEdited } from './edit/read-edited.ts';
import { failOnMissing, findObjects, qualifiedPlural } from './find-objects.ts';
import { needResources, readResourceArgs } from './select-objects.ts';
import { fieldManagerFlag, fileFlags, saveConfigFlag, validationFlags, waitFlags } from './shared-flags.ts';

export const command = defineCommand({
  usage: 'edit (RESOURCE/NAME | -f FILENAME)',
  long: `
Edit a resource from the default editor.

The edit command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR environment variables, or fall back to 'vi'.

You can edit multiple objects, although changes are applied one at a time. The command accepts file names as well as command-line arguments, although the files you point to must be previously saved versions of resources.

The default format is YAML. To edit in JSON, specify "-o json".

What is saved and cannot be taken is opened again, with the reasons on top. Edit brings the change about and waits until it is done. Use --wait=false to store it and return at once.`,
  examples: `
# Edit the service named 'registry'
berth edit svc/registry

# Use an alternative editor
KUBE_EDITOR="nano" berth edit svc/registry

# Edit the job 'myjob' in JSON
berth edit job/myjob -o json

# Edit the deployment 'mydeployment' in YAML and save the modified config in its annotation
berth edit deployment/mydeployment -o yaml --save-config`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files to use to edit the resource'),
    ...fieldManagerFlag,
    ...saveConfigFlag,
    ...waitFlags('change'),
    validate: { ...validationFlags.validate, hidden: true },
    output: { type: 'string', short: 'o', description: 'Output format. One of: (json, yaml).' },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    const format = editedFormat(flags.output);
    const args = await readResourceArgs(invocation, world);
    if (args.form === 'none') throw needResources();
    const request = { args, namespace, allNamespaces: false, labels: '', fields: '' };
    const runtime = await invocation.runtime();
    const found = await findObjects(runtime, request, world.clock.now());
    failOnMissing(found);
    if (found.objects.length === 0) throw new CliError('usage', 'edit cancelled, no objects found');
    const originals = new Map(found.objects.map((object) => [refKey(refOf(object)), object]));

    const change = async (object: Resource, edited: Resource): Promise<EditFault[]> => {
      try {
        await changeObjects(runtime, world, {
          found: { objects: [object], missing: [] },
          change: (live) => {
            const merged = threeWayMerge(edited, object, live, edited);
            return flags.saveConfig ? withLastApplied(merged) : merged;
          },
          word: ({ changed }) => (changed ? 'edited' : 'skipped'),
          flags: { wait: flags.wait, timeout: flags.timeout },
          dryRun: 'none',
        });
        return [];
      } catch (error) {
        if (!(error instanceof CliError) || error.code !== 'refused') throw error;
        return [invalid(object, error, world)];
      }
    };

    await editText(
      {
        format,
        text: textOf(found.objects, format),
        accept: async (text) => {
          const read = readEdited(text, originals);
          if ('fault' in read) return [read.fault];
          const faults: EditFault[] = [];
          for (const { original, edited } of read.objects) faults.push(...(await change(original, edited)));
          return faults;
        },
      },
      world,
    );
    return 0;
  },
});

const invalid = ({ kind, metadata }: Resource, { message }: CliError, { stderr }: World): EditFault => {
  const type = resourceTypeOfKind(kind);
  const name = `${type === undefined ? kind : qualifiedPlural(type)} ${JSON.stringify(metadata.name)}`;
  stderr.write(`error: ${name} is invalid\n`);
  const reasons = message.replace(/^The .*? is invalid: /, '');
  return { head: `${name} was not valid`, details: [reasons] };
};
