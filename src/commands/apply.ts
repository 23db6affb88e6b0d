import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { CliError } from '../model/cli-error.ts';
import { refOf, type Resource, sameRef } from '../model/resource.ts';
import { planText } from '../output/plan.ts';
import { applyObjects, previewObjects, requireNames, targetsOf, warnOfTakeover } from './apply-objects.ts';
import { removeUnchangeable } from './apply/remove-unchangeable.ts';
import { bringAbout } from './bring-about.ts';
import { dryRunOf } from './dry-run.ts';
import { readResources } from './read-resources.ts';
import { markDeleted, markStops } from './mark-deleted.ts';
import { objectsToPrune, pruningOf } from './prune.ts';
import { resultPrinter } from './result-text.ts';
import {
  cascadeFlag,
  dryRunFlag,
  fieldManagerFlag,
  fileFlags,
  gracePeriodFlag,
  outputFlags,
  selectorFlag,
  validationFlags,
} from './shared-flags.ts';
import { rememberSettings } from './remember-settings.ts';
import { rollingBackOnFailure } from './roll-back.ts';
import { simulate } from './simulate.ts';
import type { Written } from './write-objects.ts';

export const command = defineCommand({
  usage: 'apply (-f FILENAME | -k DIRECTORY)',
  long: `
Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn't exist yet.

Apply brings the change about and waits until it is done: new pods run before old ones go. Interrupt it at any time; applying the same files again goes on from there. Use --wait=false to store the change and return at once.

JSON and YAML formats are accepted.`,
  examples: `
# Apply the configuration in web.yaml
berth apply -f ./web.yaml

# Apply all manifests of a directory and of the directories in it
berth apply -f manifests/ -R

# Apply resources from a directory containing kustomization.yaml - e.g. dir/kustomization.yaml
berth apply -k dir/

# Apply the JSON passed into stdin
cat web.json | berth apply -f -

# Apply the configuration in manifest.yaml that matches label app=web and delete all other resources that are not in the file and match label app=web
berth apply --prune -f manifest.yaml -l app=web

# Apply the configuration in manifest.yaml and delete all the other config maps that are not in the file
berth apply --prune -f manifest.yaml --all --prune-allowlist=core/v1/ConfigMap

# Show what applying would do, pod by pod, and touch nothing
berth apply -f web.yaml --dry-run=server

# In a pipeline: where the release does not come up, bring the last good one back
berth apply -f web.yaml --rollback-on-failure --timeout=2m

# Store the change and return without waiting for it
berth apply -f web.yaml --wait=false`,
  flags: {
    ...fileFlags('The files that contain the configurations to apply.'),
    ...validationFlags,
    ...selectorFlag,
    ...outputFlags(),
    ...dryRunFlag,
    ...cascadeFlag,
    ...gracePeriodFlag,
    ...fieldManagerFlag,
    all: {
      type: 'bool',
      description: 'Select all resources in the namespace of the specified resource types.',
    },
    force: {
      type: 'bool',
      description:
        'If true, replace what cannot be changed in place: delete it at once, without its grace period, and create it anew.',
    },
    'force-conflicts': {
      type: 'bool',
      hidden: true,
      description: 'If true, server-side apply will force the changes against conflicts.',
    },
    'openapi-patch': {
      type: 'bool',
      default: true,
      hidden: true,
      description: 'If true, use openapi to calculate diff.',
    },
    overwrite: {
      type: 'bool',
      default: true,
      hidden: true,
      description:
        'Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration.',
    },
    prune: {
      type: 'bool',
      description:
        'Delete the objects that were made by apply and are no longer among the configurations. Should be used with either -l or --all. They go once the others have come about. What holds data goes only when --prune-allowlist names its kind.',
    },
    'prune-allowlist': {
      type: 'list',
      description: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    'rollback-on-failure': {
      type: 'bool',
      description:
        'If true, workloads that do not come up go back to their last revision that did. The command fails all the same.',
    },
    'server-side': {
      type: 'bool',
      hidden: true,
      warning: 'berth always merges on the client',
      description: 'If true, apply runs in the server instead of the client.',
    },
    timeout: {
      type: 'duration',
      description:
        'The length of time to wait for the change before giving up, zero means the progress deadlines of the workloads. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h). What was begun stays; applying again goes on from there.',
    },
    wait: {
      type: 'bool',
      default: true,
      description: 'If true, wait until the change has come about. If false, store it and return.',
    },
  },
  subcommands: [
    {
      name: 'edit-last-applied',
      short: 'Edit latest last-applied-configuration annotations of a resource/object',
      load: async () => (await import('./apply/edit-last-applied.ts')).command,
    },
    {
      name: 'set-last-applied',
      short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
      load: async () => (await import('./apply/set-last-applied.ts')).command,
    },
    {
      name: 'view-last-applied',
      short: 'View the latest last-applied-configuration annotations of a resource/object',
      load: async () => (await import('./apply/view-last-applied.ts')).command,
    },
  ],
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags, namespace, namespaceGiven } = invocation;
    if (args.length > 0) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
    if (flags.force && flags.dryRun === 'server') {
      throw new CliError('usage', '--dry-run=server cannot be used with --force');
    }
    const pruning = pruningOf(flags, namespaceGiven);
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    const printResults = await resultPrinter(flags, dryRun, world, 'list');
    const resources = await readResources({ ...flags, namespace, namespaceGiven }, world);
    requireNames(resources);
    const runtime = await invocation.runtime();
    const print = (written: readonly Written[]): void => {
      printResults(written.map(({ draft, result }) => ({ object: draft.resource, result })));
    };
    const graceSeconds = flags.gracePeriod >= 0 ? flags.gracePeriod : undefined;
    const toPrune = async (written: readonly Written[]): Promise<Resource[]> => {
      const applied = written.map(({ draft }) => draft.resource);
      return pruning === undefined ? [] : objectsToPrune(runtime, world, applied, pruning);
    };
    const printPruned = (objects: readonly Resource[]): void => {
      if (objects.length > 0) printResults(objects.map((object) => ({ object, result: 'pruned' })));
    };
    if (dryRun !== 'none') {
      const previewed = await previewObjects(runtime, world, resources);
      for (const { live } of previewed) warnOfTakeover(world, live);
      const pruned = await toPrune(previewed);
      print(previewed);
      printPruned(pruned);
      if (dryRun === 'server' && flags.output === '') {
        const { steps } = await simulate(runtime, world, async (simulated, simulatedWorld) => [
          ...targetsOf(await applyObjects(simulated, simulatedWorld, resources)),
          ...(await markDeleted(simulated, pruned, graceSeconds)).targets,
        ]);
        world.stdout.write(planText(steps));
      }
      return 0;
    }
    const anew = flags.force ? await removeUnchangeable(runtime, world, resources, graceSeconds) : [];
    const applied = await applyObjects(runtime, world, resources);
    const isAnew = ({ draft }: Written): boolean =>
      anew.some((object) => sameRef(refOf(object), refOf(draft.resource)));
    const written = applied.map((one): Written => (isAnew(one) ? { ...one, result: 'configured' } : one));
    const targets = targetsOf(written);
    const timeoutMs = flags.timeout;
    if (flags.wait) {
      const change = () => bringAbout({ runtime, world, targets, timeoutMs, print: () => print(written) });
      if (flags.rollbackOnFailure) await rollingBackOnFailure(change, runtime, world, targets, timeoutMs);
      else await change();
    } else {
      await rememberSettings(runtime, world);
      print(written);
    }
    // What goes may still do the work of what does not come up: so it goes last.
    const pruned = await toPrune(written);
    if (pruned.length === 0) return 0;
    const deletion = await markDeleted(runtime, pruned, graceSeconds);
    if (flags.wait) {
      await bringAbout({ runtime, world, ...deletion, timeoutMs, print: () => printPruned(pruned) });
    } else {
      await markStops(runtime, deletion);
      printPruned(pruned);
    }
    return 0;
  },
});
