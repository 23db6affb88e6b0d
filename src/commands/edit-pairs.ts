import type { Invocation } from '../cli/command-spec.ts';
import type { Flags } from '../cli/flag-spec.ts';
import { type PairChanges, splitPairs } from '../manifest/edit/pairs.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { World } from '../world.ts';
import {
  atVersion,
  checkEdit,
  type EditFlags,
  editedObjects,
  type EditInvocation,
  editObjects,
} from './edit-objects.ts';
import { failOnMissing } from './find-objects.ts';
import type { ResultWord } from './outcome.ts';
import {
  allNamespacesFlag,
  editFlags,
  fieldSelectorFlag,
  resourceVersionFlag,
  selectorFlag,
} from './shared-flags.ts';

/** What `label` and `annotate` have in common: they change pairs of the metadata, or list them. */

export const pairFlags = (what: 'label' | 'annotation', verb: string) => {
  const plural = `${what}s`;
  return {
    ...editFlags(
      verb,
      `Filename, directory, or URL to files identifying the resource to update the ${plural}`,
    ),
    ...selectorFlag,
    ...fieldSelectorFlag,
    ...allNamespacesFlag,
    ...resourceVersionFlag(plural),
    list: { type: 'bool', description: `If true, display the ${plural} for a given resource.` },
    overwrite: {
      type: 'bool',
      description: `If true, allow ${plural} to be overwritten, otherwise reject ${what} updates that overwrite existing ${plural}.`,
    },
  } as const satisfies Flags;
};

interface PairVerb {
  readonly what: 'label' | 'annotation';
  readonly field: 'labels' | 'annotations';
  readonly parse: (pairs: readonly string[]) => PairChanges;
  readonly set: (resource: Resource, changes: PairChanges, overwrite: boolean) => Resource;
  readonly word: (overwrite: boolean) => ResultWord;
}

type PairInvocation = Pick<Invocation, 'args'> &
  EditInvocation & {
    readonly flags: EditFlags & {
      readonly list: boolean;
      readonly overwrite: boolean;
      readonly resourceVersion: string;
    };
  };

const refuse = (message: string): CliError => new CliError('usage', message);

const someFiles = (what: PairVerb['what']): string => {
  const name = what === 'label' ? 'pod' : 'rsrc';
  return `-f ${name}.yaml or --filename=${name}.json`;
};

const checkPairs = (
  flags: PairInvocation['flags'],
  resources: readonly string[],
  pairs: readonly string[],
  what: PairVerb['what'],
): void => {
  checkEdit(flags);
  const hasFiles = flags.filename.length > 0 || flags.kustomize !== '';
  if (flags.local && resources.length > 0) {
    throw refuse(`can only use local files by ${someFiles(what)} when --local=true is set`);
  }
  if (flags.local && !hasFiles) {
    throw refuse(`one or more files must be specified as ${someFiles(what)}`);
  }
  if (!hasFiles && resources.length === 0) {
    throw refuse('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (pairs.length === 0 && !flags.list) throw refuse(`at least one ${what} update is required`);
};

const listText = (objects: readonly Resource[], field: PairVerb['field']): string => {
  const indent = objects.length > 1 ? ' ' : '';
  return objects
    .map(({ kind, metadata }) => {
      const group = resourceTypeOfKind(kind)?.group ?? '';
      const title = objects.length > 1 ? `Listing ${field} for ${kind}.${group}/${metadata.name}:\n` : '';
      const names = Object.keys(metadata[field] ?? {}).sort();
      return title + names.map((name) => `${indent}${name}=${metadata[field]?.[name]}\n`).join('');
    })
    .join('');
};

export const editPairs = async (
  invocation: PairInvocation,
  { what, field, parse, set, word }: PairVerb,
  world: World,
): Promise<void> => {
  const { args, flags } = invocation;
  const { resources, pairs } = splitPairs(args, what);
  const changes = parse(pairs);
  checkPairs(flags, resources, pairs, what);
  const change = (resource: Resource): Resource => set(resource, changes, flags.overwrite);
  if (flags.list) {
    const found = await editedObjects(invocation, resources, world);
    world.stdout.write(listText(found.objects.map(change), field));
    failOnMissing(found);
    return;
  }
  await editObjects(
    invocation,
    { resources, change: atVersion(flags.resourceVersion, change), word: word(flags.overwrite) },
    world,
  );
};
