import { defineCommand } from '../../cli/command-spec.ts';
import { withNoteOf } from '../../manifest/merge/last-applied.ts';
import { CliError } from '../../model/cli-error.ts';
import { type Resource, isResource, refKey, refOf } from '../../model/resource.ts';
import { changeObjects } from '../change-objects.ts';
import { editedFormat, textOf } from '../edit/edited-format.ts';
import { editText } from '../edit/edit-text.ts';
import { readEdited } from '../edit/read-edited.ts';
import { failOnMissing, findObjects } from '../find-objects.ts';
import { needResources, readResourceArgs } from '../select-objects.ts';
import { fieldManagerFlag, fileFlags, validationFlags } from '../shared-flags.ts';
import { appliedTo } from './applied-to.ts';

export const command = defineCommand({
  usage: 'apply edit-last-applied (RESOURCE/NAME | -f FILENAME)',
  long: `
Edit the latest last-applied-configuration annotations of resources from the default editor.

The edit-last-applied command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR environment variables, or fall back to 'vi'. You can edit multiple objects, although changes are applied one at a time. The command accepts file names as well as command-line arguments, although the files you point to must be previously saved versions of resources.

The default format is YAML. To edit in JSON, specify "-o json".

What is saved and cannot be taken is opened again, with the reasons on top.`,
  examples: `
# Edit the last-applied-configuration annotations by type/name in YAML
berth apply edit-last-applied deployment/nginx

# Edit the last-applied-configuration annotations by file in JSON
berth apply edit-last-applied -f deploy.yaml -o json`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files to use to edit the resource'),
    ...fieldManagerFlag,
    validate: { ...validationFlags.validate, hidden: true },
    output: { type: 'string', short: 'o', description: 'Output format. One of: (json, yaml).' },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    const format = editedFormat(flags.output);
    const args = await readResourceArgs(invocation, world);
    if (args.form === 'none') throw needResources();
    const runtime = await invocation.runtime();
    const request = { args, namespace, allNamespaces: false, labels: '', fields: '' };
    const found = await findObjects(runtime, request, world.clock.now());
    failOnMissing(found);
    if (found.objects.length === 0) throw new CliError('usage', 'edit cancelled, no objects found');
    const live = new Map(found.objects.map((object) => [refKey(refOf(object)), object]));
    const applied = found.objects.map(appliedResource);

    const note = (object: Resource, edited: Resource): Promise<void> =>
      changeObjects(runtime, world, {
        found: { objects: [object], missing: [] },
        change: (now) => withNoteOf(edited, now),
        word: ({ changed }) => (changed ? 'edited' : 'skipped'),
        flags: { output: '', template: '', wait: false },
        dryRun: 'none',
      });

    await editText(
      {
        format,
        text: textOf(applied, format),
        accept: async (text) => {
          const read = readEdited(text, live);
          if ('fault' in read) return [read.fault];
          for (const { original, edited } of read.objects) await note(original, edited);
          return [];
        },
      },
      world,
    );
    return 0;
  },
});

const appliedResource = (object: Resource): Resource => {
  const applied = appliedTo(object);
  if (!isResource(applied)) throw new CliError('badLastApplied', 'invalid JSON document');
  return applied;
};
