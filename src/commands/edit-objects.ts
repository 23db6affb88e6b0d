import type { Invocation } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { World } from '../world.ts';
import { changeObjects, type ObjectChange } from './change-objects.ts';
import { type DryRun, dryRunOf } from './dry-run.ts';
import { outcomeOf, outcomePrinter, type ResultWord } from './outcome.ts';
import { qualifiedPlural } from './find-objects.ts';
import { throwAll } from './throw-all.ts';
import { type NamingFlags, needResources, selectObjects } from './select-objects.ts';

/** The flags of a verb that edits objects, in files or in place. */
export interface EditFlags extends NamingFlags, PrintFlags {
  readonly all: boolean;
  readonly dryRun: string;
  readonly local: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly allNamespaces?: boolean;
  readonly wait: boolean;
  readonly timeout: number;
}

export type EditInvocation = Pick<Invocation, 'namespace' | 'namespaceGiven' | 'runtime'> & {
  readonly flags: EditFlags;
};

interface Edit {
  /** The words that name objects, without those that say what to change. */
  readonly resources: readonly string[];
  readonly change: ObjectChange;
  readonly word: ResultWord;
  /** How objects of files are written; as they are unless it says otherwise. */
  readonly written?: (object: Resource) => Resource;
}

const noFiles = (): CliError =>
  new CliError(
    'usage',
    "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
  );

/** What kubectl's verbs check alike before they look at any object. */
export const checkEdit = (flags: EditFlags): void => {
  if (flags.all && (flags.selector ?? '') !== '') {
    throw new CliError('usage', 'cannot set --all and --selector at the same time');
  }
  if (flags.all && (flags.fieldSelector ?? '') !== '') {
    throw new CliError('usage', 'cannot set --all and --field-selector at the same time');
  }
  if (flags.local && flags.dryRun === 'server') {
    throw new CliError(
      'usage',
      'cannot specify --local and --dry-run=server - did you mean --dry-run=client?',
    );
  }
};

const readLocalObjects = async (
  { flags, namespace, namespaceGiven }: EditInvocation,
  resources: readonly string[],
  world: World,
): Promise<readonly Resource[]> => {
  if (resources.length > 0) throw noFiles();
  if (flags.filename.length === 0 && flags.kustomize === '') throw needResources();
  const { readLocalResources } = await import('./read-resources.ts');
  return readLocalResources({ ...flags, namespace, namespaceGiven }, world);
};

const editFiles = async (
  invocation: EditInvocation,
  { resources, change, word, written = (object) => object }: Edit,
  dryRun: DryRun,
  world: World,
): Promise<void> => {
  const print = await outcomePrinter(word, invocation.flags, dryRun, world);
  const failures: CliError[] = [];
  const outcomes = (await readLocalObjects(invocation, resources, world)).flatMap((before) => {
    try {
      return [outcomeOf(before, change(before, { version: 0, revisions: [] }))];
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failures.push(error);
      return [];
    }
  });
  print(outcomes.map((outcome) => ({ ...outcome, after: written(outcome.after) })));
  throwAll(failures);
};

/** The live objects that an edit is about, or those of files. */
export const editedObjects = async (
  invocation: EditInvocation,
  resources: readonly string[],
  world: World,
) => {
  const { flags } = invocation;
  if (flags.local) return { objects: await readLocalObjects(invocation, resources, world), missing: [] };
  return selectObjects(
    { ...invocation, args: resources, flags: { ...flags, selector: flags.selector ?? '' } },
    world,
  );
};

/** Edits objects, live ones or those of files (--local), and says what became of each. */
export const editObjects = async (invocation: EditInvocation, edit: Edit, world: World): Promise<void> => {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
  if (flags.local) return editFiles(invocation, edit, dryRun, world);
  const found = await editedObjects(invocation, edit.resources, world);
  const runtime = await invocation.runtime();
  await changeObjects(runtime, world, { found, change: edit.change, word: edit.word, flags, dryRun });
};

/** --resource-version: the change, if nobody has written the object since. */
export const atVersion =
  (resourceVersion: string, change: ObjectChange): ObjectChange =>
  (live, history) => {
    const { version } = history;
    if (resourceVersion === '' || version === 0 || resourceVersion === String(version)) {
      return change(live, history);
    }
    const type = resourceTypeOfKind(live.kind);
    const plural = type === undefined ? live.kind : qualifiedPlural(type);
    throw new CliError(
      'conflict',
      `Operation cannot be fulfilled on ${plural} "${live.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
    );
  };
