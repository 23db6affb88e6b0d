import { findRecord, observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceName, resourceTypeOfKind } from '../model/resource-types.ts';
import { planText } from '../output/plan.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { targetsOf } from './apply-objects.ts';
import { bringAbout } from './bring-about.ts';
import { checkObject } from './check-object.ts';
import type { DryRun } from './dry-run.ts';
import { type FoundObjects, notFound } from './find-objects.ts';
import { type Outcome, outcomePrinter } from './outcome.ts';
import { simulate } from './simulate.ts';
import { throwAll } from './throw-all.ts';
import { draftOf, type NextObject, type Written, writeObject } from './write-objects.ts';

/** What is known of a live object beside itself. */
export type ObjectHistory = Pick<StoredRecord, 'version' | 'revisions'>;

/**
 * What a live object becomes. It is asked again where another writer was faster, and throws a CliError where the
 * change cannot be made.
 */
export type ObjectChange = (live: Resource, history: ObjectHistory) => Resource;

interface LiveOutcome extends Outcome {
  readonly draft: RecordDraft;
}

interface ChangeRequest {
  readonly found: FoundObjects;
  readonly change: ObjectChange;
  /** What the result says: `scaled`, `patched (no change)`. An object without a word is not printed. */
  readonly word: (outcome: LiveOutcome) => string | undefined;
  readonly flags: PrintFlags & { readonly wait?: boolean; readonly timeout?: number };
  readonly dryRun: DryRun;
}

/** Nothing is stored of an object that is only derived from others: a pod of a workload, a revision. */
const unstored = (object: Resource): CliError => {
  const [owner] = object.metadata.ownerReferences ?? [];
  if (owner !== undefined) {
    const maker = resourceName({ kind: owner.kind, metadata: { name: owner.name } });
    return new CliError(
      'notSupported',
      `${resourceName(object)} is made from the template of ${maker}, and changes with it`,
    );
  }
  const type = resourceTypeOfKind(object.kind);
  if (type === undefined) throw new Error(`${object.kind} is no kind that is stored`);
  return notFound({ type, name: object.metadata.name });
};

type Write = (object: Resource, next: NextObject) => Promise<Written> | Written;

interface Changed {
  readonly written: Written[];
  readonly outcomes: LiveOutcome[];
  readonly errors: Error[];
}

/** Makes every change that can be made; what stands in the way of one holds up no other. */
const makeChanges = async ({ found, change }: ChangeRequest, write: Write): Promise<Changed> => {
  const changed: Changed = { written: [], outcomes: [], errors: found.missing.map(notFound) };
  for (const object of found.objects) {
    let before = object;
    const next: NextObject = (live, current) => {
      // The first namespace is there before it is stored.
      if (live === undefined && object.kind !== 'Namespace') throw unstored(object);
      before = live ?? object;
      const after = change(before, current ?? { version: 0, revisions: [] });
      checkObject(after);
      return after;
    };
    try {
      const written = await write(object, next);
      const { draft, result } = written;
      changed.written.push(written);
      changed.outcomes.push({ before, after: draft.resource, changed: result !== 'unchanged', draft });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      changed.errors.push(error);
    }
  }
  return changed;
};

/** Changes live objects one by one, prints what became of each, and brings the changes about. */
export const changeObjects = async (
  runtime: Runtime,
  world: World,
  request: ChangeRequest,
): Promise<void> => {
  const { found, word, flags, dryRun } = request;
  const printOutcomes = await outcomePrinter(word, flags, dryRun, world);
  const kinds = [...new Set(found.objects.map(({ kind }) => kind))];
  const { records } = await observeSources(runtime, { records: kinds, pods: false });
  const writeTo =
    (engine: Runtime, place: World): Write =>
    (object, next) =>
      writeObject(engine, place, refOf(object), next, records);
  const preview: Write = (object, next) =>
    draftOf(next, findRecord(records, refOf(object)), records, world.clock.now());

  const { written, outcomes, errors } = await makeChanges(
    request,
    dryRun === 'none' ? writeTo(runtime, world) : preview,
  );
  const print = (): void => printOutcomes(outcomes);
  if (dryRun === 'none' && flags.wait !== false && written.length > 0) {
    const targets = targetsOf(written);
    try {
      await bringAbout({ runtime, world, targets, timeoutMs: flags.timeout ?? 0, print });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      errors.push(error);
    }
  } else print();
  if (dryRun === 'server' && (flags.output ?? '') === '') {
    const { steps } = await simulate(runtime, world, async (simulated, simulatedWorld) =>
      targetsOf((await makeChanges(request, writeTo(simulated, simulatedWorld))).written),
    );
    world.stdout.write(planText(steps));
  }
  throwAll(errors);
};
