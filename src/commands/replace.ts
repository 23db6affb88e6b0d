import { defineCommand } from '../cli/command-spec.ts';
import { findRecord, observeSources } from '../cluster/observe.ts';
import { withNoteKept } from '../manifest/merge/last-applied.ts';
import { CliError } from '../model/cli-error.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import { bringAbout } from './bring-about.ts';
import { checkObject } from './check-object.ts';
import { deletedText, graceSeconds } from './delete.ts';
import { dryRunOf } from './dry-run.ts';
import { atVersion } from './edit-objects.ts';
import { notFound } from './find-objects.ts';
import { markDeleted } from './mark-deleted.ts';
import { levelOf, readSourcedResources } from './read-resources.ts';
import {
  cascadeFlag,
  dryRunFlag,
  fieldManagerFlag,
  fileFlags,
  gracePeriodFlag,
  outputFlags,
  saveConfigFlag,
  validationFlags,
  waitFlags,
} from './shared-flags.ts';
import { writeAll } from './write-all.ts';

export const command = defineCommand({
  usage: 'replace -f FILENAME',
  long: `
Replace a resource by file name or stdin.

JSON and YAML formats are accepted. If replacing an existing resource, the complete resource spec must be provided. This can be obtained by

  $ berth get TYPE NAME -o yaml`,
  examples: `
# Replace a deployment using the data in web.json
berth replace -f ./web.json

# Replace a deployment based on the JSON passed into stdin
cat web.json | berth replace -f -

# Update a single-container deployment's image version (tag) to v4
berth get deployment web -o yaml | sed 's/\\(image: myimage\\):.*$/\\1:v4/' | berth replace -f -

# Force replace, delete and then re-create the resource
berth replace --force -f ./web.json`,
  flags: {
    ...fileFlags('The files that contain the configurations to replace.'),
    ...validationFlags,
    ...outputFlags(),
    ...dryRunFlag,
    ...fieldManagerFlag,
    ...saveConfigFlag,
    ...cascadeFlag,
    ...gracePeriodFlag,
    ...waitFlags('replacement'),
    force: {
      type: 'bool',
      description:
        'If true, delete the resources and create them anew. Note that immediate deletion of some resources may result in inconsistency or data loss.',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags, namespace, namespaceGiven } = invocation;
    const { force } = flags;
    if (flags.gracePeriod >= 0 && !force) {
      throw new CliError('usage', '--grace-period must have --force specified');
    }
    if (flags.timeout !== 0 && !force) throw new CliError('usage', '--timeout must have --force specified');
    if (flags.filename.length === 0 && flags.kustomize === '') {
      throw new CliError('usage', 'must specify one of -f and -k');
    }
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    if (force && dryRun !== 'none') {
      throw new CliError('usage', '--dry-run can not be used when --force is set');
    }
    const sourced = await readSourcedResources({ ...flags, selector: '', namespace, namespaceGiven }, world);
    const files = new Map(sourced.map(({ resource, file }) => [resource, file]));
    const runtime = await invocation.runtime();

    if (force) {
      const kinds = sourced.map(({ resource }) => resource.kind);
      const { records } = await observeSources(runtime, { records: kinds, pods: false });
      const live = [...files.keys()].flatMap((resource) => {
        const record = findRecord(records, refOf(resource));
        return record === undefined || record.deleted ? [] : [record.resource];
      });
      const deletion = await markDeleted(runtime, live, graceSeconds({ ...flags, now: false }));
      const print = (): void => {
        for (const object of live)
          world.stdout.write(deletedText(object, { output: flags.output, force: false }, dryRun));
      };
      await bringAbout({ runtime, world, ...deletion, timeoutMs: flags.timeout, print });
    }

    const failed = (resource: Resource, error: CliError): CliError =>
      new CliError(
        error.code,
        `error when replacing ${JSON.stringify(files.get(resource))}: ${error.message}`,
      );
    await writeAll(runtime, world, {
      writes: [...files.keys()].map((resource) => ({
        object: resource,
        next: (live, current) => {
          try {
            if (!force && live === undefined) throw missing(resource);
            const { resourceVersion = '' } = resource.metadata;
            const written = withNoteKept(resource, flags.saveConfig);
            checkObject(written, levelOf(flags.validate));
            return live === undefined || current === undefined
              ? written
              : atVersion(resourceVersion, () => written)(live, current);
          } catch (error) {
            if (!(error instanceof CliError)) throw error;
            throw failed(resource, error);
          }
        },
      })),
      errors: [],
      word: () => 'replaced',
      flags,
      dryRun,
    });
    return 0;
  },
});

const missing = ({ kind, metadata }: Resource): CliError => {
  const type = resourceTypeOfKind(kind);
  return type === undefined
    ? new CliError('notFound', `${kind} "${metadata.name}" not found`)
    : notFound({ type, name: metadata.name });
};
