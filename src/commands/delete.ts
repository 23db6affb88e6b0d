import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceName, resourceTypeOfKind } from '../model/resource-types.ts';
import type { World } from '../world.ts';
import { bringAbout } from './bring-about.ts';
import { checkCascade } from './cascade.ts';
import { type DryRun, dryRunOf, dryRunSuffix } from './dry-run.ts';
import { failOnMissing } from './find-objects.ts';
import { markDeleted, markStops } from './mark-deleted.ts';
import { selectObjects } from './select-objects.ts';
import {
  acrossNamespacesFlag,
  cascadeFlag,
  dryRunFlag,
  fieldSelectorFlag,
  fileFlags,
  gracePeriodFlag,
  selectorFlag,
} from './shared-flags.ts';

export const command = defineCommand({
  usage: 'delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  long: `
Delete resources by file names, stdin, resources and names, or by resources and label selector.

JSON and YAML formats are accepted. Only one type of argument may be specified: file names, resources and names, or resources and label selector.

Pods end gracefully: they are asked to stop and have their grace period to do so, which you may override with the --grace-period flag, or pass --now to set a grace-period of 1. With a workload its pods go, with a namespace all that is in it. Containers, networks and volumes that berth did not make are never touched.`,
  examples: `
# Delete what web.yaml describes
berth delete -f ./web.yaml

# Delete resources from a directory containing kustomization.yaml - e.g. dir/kustomization.yaml
berth delete -k dir

# Delete what the JSON passed into stdin describes
cat pod.json | berth delete -f -

# Delete pods and services with same names "baz" and "foo"
berth delete pod,service baz foo

# Delete pods and services with label name=myLabel
berth delete pods,services -l name=myLabel

# Delete a pod with minimal delay
berth delete pod foo --now

# Delete all pods
berth delete pods --all

# Delete all pods only if the user confirms the deletion
berth delete pods --all --interactive`,
  flags: {
    ...fileFlags('containing the resource to delete.'),
    ...selectorFlag,
    ...fieldSelectorFlag,
    ...dryRunFlag,
    ...cascadeFlag,
    ...gracePeriodFlag,
    all: {
      type: 'bool',
      description: 'Delete all resources, in the namespace of the specified resource types.',
    },
    ...acrossNamespacesFlag,
    force: {
      type: 'bool',
      description:
        'If true, immediately remove resources and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss.',
    },
    'ignore-not-found': {
      type: 'bool',
      description:
        'Treat "resource not found" as a successful delete. Defaults to "true" when --all is specified.',
    },
    interactive: {
      type: 'bool',
      short: 'i',
      description: 'If true, delete resource only when user confirms.',
    },
    now: {
      type: 'bool',
      description: 'If true, resources are signaled for immediate shutdown (same as --grace-period=1).',
    },
    output: {
      type: 'string',
      short: 'o',
      description: 'Output mode. Use "-o name" for shorter output (resource/name).',
    },
    timeout: {
      type: 'duration',
      description:
        'The length of time to wait before giving up on a delete, zero means determine a timeout from the grace periods. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
    },
    wait: {
      type: 'bool',
      default: true,
      description: 'If true, wait for resources to be gone before returning.',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    checkFlags(flags);
    const grace = graceSeconds(flags);
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    checkCascade(flags.cascade, (text) => world.stderr.write(text));
    const found = await selectObjects(invocation, world);
    if (flags.interactive && found.objects.length > 0 && !(await confirm(found.objects, world))) {
      world.stdout.write('deletion is cancelled\n');
      return 0;
    }
    const ignoreMissing = flags.ignoreNotFound || (flags.all && !invocation.given('ignoreNotFound'));
    const sayGone = (): void => {
      for (const object of found.objects) world.stdout.write(deletedText(object, flags, dryRun));
    };
    if (invocation.namespaceGiven && !flags.allNamespaces && found.objects.some(isClusterWide)) {
      world.stderr.write(
        'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n',
      );
    }
    if (dryRun === 'none' && found.objects.length > 0) {
      const runtime = await invocation.runtime();
      const deletion = await markDeleted(runtime, found.objects, grace);
      if (flags.wait) {
        await bringAbout({ runtime, world, ...deletion, timeoutMs: flags.timeout, print: sayGone });
      } else {
        await markStops(runtime, deletion);
        sayGone();
      }
    } else if (found.objects.length > 0) {
      sayGone();
    } else if (found.missing.length === 0) {
      world.stdout.write('No resources found\n');
    }
    if (!ignoreMissing) failOnMissing(found);
    return 0;
  },
});

const firstLine = async (input: AsyncIterable<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const chunk of input) {
    text += new TextDecoder().decode(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
};

/** Asks before anything goes, as kubectl does. */
const confirm = async (objects: readonly Resource[], { stdin, stdout }: World): Promise<boolean> => {
  stdout.write(`You are about to delete the following ${objects.length} resource(s):\n`);
  for (const object of objects) stdout.write(`${resourceName(object)}\n`);
  stdout.write('Do you want to continue? (y/n): ');
  return (await firstLine(stdin)).toLowerCase() === 'y';
};

const isClusterWide = ({ kind }: Resource): boolean => resourceTypeOfKind(kind)?.namespaced === false;

const checkFlags = (flags: {
  readonly all: boolean;
  readonly selector: string;
  readonly fieldSelector: string;
  readonly output: string;
}): void => {
  if (flags.output !== '' && flags.output !== 'name') {
    throw new CliError('usage', `unexpected -o output mode: ${flags.output}. We only support '-o name'`);
  }
  if (flags.all && (flags.selector !== '' || flags.fieldSelector !== '')) {
    throw new CliError('usage', "setting 'all' parameter but found a non empty selector. ");
  }
};

/** `deployment.apps "web" deleted`. */
export const deletedText = (
  object: Resource,
  flags: { readonly output: string; readonly force: boolean },
  dryRun: DryRun,
): string => {
  if (flags.output === 'name') return `${resourceName(object)}\n`;
  const [type = ''] = resourceName(object).split('/');
  const deleted = flags.force ? 'force deleted' : 'deleted';
  return `${type} "${object.metadata.name}" ${deleted}${dryRunSuffix(dryRun)}\n`;
};

/** The grace period that takes the place of the pods' own; undefined leaves theirs. */
export const graceSeconds = (flags: {
  gracePeriod: number;
  now: boolean;
  force: boolean;
}): number | undefined => {
  if (flags.now && flags.gracePeriod >= 0) {
    throw new CliError('usage', '--now and --grace-period cannot be specified together');
  }
  if (flags.gracePeriod === 0 && !flags.force) {
    // As kubectl does: without --force nothing ends with no grace at all.
    return 1;
  }
  if (flags.force && flags.gracePeriod > 0) {
    throw new CliError('usage', '--force and --grace-period greater than 0 cannot be specified together');
  }
  if (flags.force) return 0;
  if (flags.now) return 1;
  return flags.gracePeriod >= 0 ? flags.gracePeriod : undefined;
};
