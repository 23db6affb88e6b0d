import { defineCommand } from '../cli/command-spec.ts';
import { LAST_APPLIED } from '../model/labels.ts';
import type { Resource } from '../model/resource.ts';
import { diffFiles, type DiffPair } from '../output/diff.ts';
import { planSummary } from '../output/plan.ts';
import { unifiedDiff } from '../output/unified-diff.ts';
import { toYaml } from '../output/yaml.ts';
import type { World } from '../world.ts';
import { applyObjects, previewObjects, requireNames, targetsOf } from './apply-objects.ts';
import { runExternalDiff } from './external-diff.ts';
import { markDeleted } from './mark-deleted.ts';
import { objectsToPrune, pruningOf } from './prune.ts';
import { readResources } from './read-resources.ts';
import { fieldManagerFlag, fileFlags, selectorFlag, validationFlags } from './shared-flags.ts';
import { simulate } from './simulate.ts';

export const command = defineCommand({
  usage: 'diff -f FILENAME',
  long: `
Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.

The output is always YAML.

KUBECTL_EXTERNAL_DIFF environment variable can be used to select your own diff command. Users can use external commands with params too, example: KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

By default, berth writes a unified diff itself.

Exit status: 0 No differences were found. 1 Differences were found. >1 berth or diff failed with an error.

Note: KUBECTL_EXTERNAL_DIFF, if used, is expected to follow that convention.`,
  examples: `
# Diff resources included in web.yaml
berth diff -f web.yaml

# Diff file read from stdin
cat web.yaml | berth diff -f -`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files contains the configuration to diff'),
    ...validationFlags,
    ...selectorFlag,
    ...fieldManagerFlag,
    concurrency: {
      type: 'int',
      default: 1,
      hidden: true,
      description: 'Number of objects to process in parallel when diffing against the live version.',
    },
    'force-conflicts': {
      type: 'bool',
      hidden: true,
      description: 'If true, server-side apply will force the changes against conflicts.',
    },
    prune: {
      type: 'bool',
      description:
        'Include resources that would be deleted by pruning. Can be used with -l and default shows all resources would be pruned',
    },
    'prune-allowlist': {
      type: 'list',
      description: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    'server-side': {
      type: 'bool',
      hidden: true,
      warning: 'berth always merges on the client',
      description: 'If true, apply runs in the server instead of the client.',
    },
    'show-managed-fields': {
      type: 'bool',
      hidden: true,
      description: 'If true, include managed fields in the diff.',
    },
  },
  /** kubectl's diff ends with 1 where there are differences, so its own failures are greater. */
  flagErrors: 'usage',
  errorExitCode: 2,
  run: async (invocation, world) => {
    const { flags, namespace, namespaceGiven } = invocation;
    const pruning = pruningOf({ ...flags, all: flags.selector === '' }, namespaceGiven);
    const request = { ...flags, namespace, namespaceGiven };
    const resources = await readResources(request, world);
    requireNames(resources);
    const runtime = await invocation.runtime();
    const preview = await previewObjects(runtime, world, resources);
    const applied = preview.map(({ draft }) => draft.resource);
    const pruned = pruning === undefined ? [] : await objectsToPrune(runtime, world, applied, pruning);
    const changes = preview.map(({ live, draft }): DiffPair => {
      const current = live === undefined || live.deleted ? undefined : live.resource;
      return { live: withoutNote(current), merged: withoutNote(draft.resource) };
    });
    const files = diffFiles([...changes, ...pruned.map((live) => ({ live: withoutNote(live) }))], toYaml);
    const program = world.env.KUBECTL_EXTERNAL_DIFF ?? '';
    const text = unifiedDiff(files);
    if (program === '') world.stdout.write(text);
    const code = program === '' ? Number(text !== '') : await runExternalDiff(program, files, world);
    if (code !== 0) {
      const { steps } = await simulate(runtime, quiet(world), async (simulated, simulatedWorld) => [
        ...targetsOf(await applyObjects(simulated, simulatedWorld, resources)),
        ...(await markDeleted(simulated, pruned, undefined)).targets,
      ]);
      world.stdout.write(planSummary(steps));
    }
    return code;
  },
});

/** The note of what was applied repeats the object itself. */
const withoutNote = (resource: Resource | undefined): Resource | undefined => {
  if (resource === undefined) return undefined;
  const { [LAST_APPLIED]: _, ...annotations } = resource.metadata.annotations ?? {};
  const { annotations: _annotations, ...metadata } = resource.metadata;
  return {
    ...resource,
    metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
  };
};

/** What a simulation does is not done, so nothing is said of it. */
const quiet = (world: World): World => ({ ...world, stderr: { ...world.stderr, write: () => {} } });
