import { defineCommand } from '../../cli/command-spec.ts';
import { findRecord, observeSources } from '../../cluster/observe.ts';
import { withLastApplied, withNoteOf } from '../../manifest/merge/last-applied.ts';
import { CliError } from '../../model/cli-error.ts';
import { LAST_APPLIED } from '../../model/labels.ts';
import { type Resource, refOf } from '../../model/resource.ts';
import { resourceTypeOfKind } from '../../model/resource-types.ts';
import { changeObjects } from '../change-objects.ts';
import { dryRunOf } from '../dry-run.ts';
import { notFound } from '../find-objects.ts';
import { readNamedResources } from '../read-resources.ts';
import { needResources } from '../select-objects.ts';
import { dryRunFlag, fileFlags, outputFlags } from '../shared-flags.ts';

export const command = defineCommand({
  usage: 'apply set-last-applied -f FILENAME',
  long: `
Set the latest last-applied-configuration annotations by setting it to match the contents of a file. This results in the last-applied-configuration being updated as though 'berth apply -f <file>' was run, without updating any other parts of the object.`,
  examples: `
# Set the last-applied-configuration of a resource to match the contents of a file
berth apply set-last-applied -f deploy.yaml

# Execute set-last-applied against each configuration file in a directory
berth apply set-last-applied -f path/

# Set the last-applied-configuration of a resource to match the contents of a file; will create the annotation if it does not already exist
berth apply set-last-applied -f deploy.yaml --create-annotation=true`,
  flags: {
    ...fileFlags(
      'Filename, directory, or URL to files that contains the last-applied-configuration annotations',
    ),
    ...outputFlags(),
    ...dryRunFlag,
    'create-annotation': {
      type: 'bool',
      description: "Will create 'last-applied-configuration' annotations if current objects doesn't have one",
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags, namespace, namespaceGiven } = invocation;
    if (flags.filename.length === 0 && flags.kustomize === '') throw needResources();
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    const resources = await readNamedResources({ ...flags, namespace, namespaceGiven }, world);
    const runtime = await invocation.runtime();
    const kinds = [...new Set(resources.map(({ kind }) => kind))];
    const { records } = await observeSources(runtime, { records: kinds, pods: false });

    const notes = new Map<Resource, Resource>();
    for (const resource of resources) {
      const { name } = resource.metadata;
      const record = findRecord(records, refOf(resource));
      const type = resourceTypeOfKind(resource.kind);
      if (record === undefined || record.deleted) {
        throw type === undefined ? new CliError('notFound', `${name} not found`) : notFound({ type, name });
      }
      const before = record.resource.metadata.annotations?.[LAST_APPLIED];
      if (before === undefined && !flags.createAnnotation) {
        throw new CliError(
          'noLastApplied',
          `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
        );
      }
      const after = withLastApplied(resource).metadata.annotations?.[LAST_APPLIED];
      if (before === after) world.stdout.write(`set-last-applied ${name}: no changes required.\n`);
      else notes.set(record.resource, resource);
    }
    for (const [object, applied] of notes) {
      await changeObjects(runtime, world, {
        found: { objects: [object], missing: [] },
        change: (live) => withNoteOf(applied, live),
        word: () => 'configured',
        flags: { ...flags, wait: false },
        dryRun,
      });
    }
    return 0;
  },
});
