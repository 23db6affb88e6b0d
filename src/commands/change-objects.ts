import { findRecord, observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { StoredRecord } from '../model/record.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import { planText } from '../output/plan.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { targetsOf } from './apply-objects.ts';
import { bringAbout } from './bring-about.ts';
import { checkObject } from './check-object.ts';
import type { DryRun } from './dry-run.ts';
import { notFound } from './find-objects.ts';
import { resultPrinter } from './result-text.ts';
import { simulate } from './simulate.ts';
import { draftOf, type NextObject, type Written, writeObject } from './write-objects.ts';

/** What is known of a live object beside itself. */
export type ObjectHistory = Pick<StoredRecord, 'version' | 'revisions'>;

/**
 * What a live object becomes. It is asked again where another writer was faster, and throws a CliError where the
 * change cannot be made.
 */
export type ObjectChange = (live: Resource, history: ObjectHistory) => Resource;

interface ChangeRequest {
  readonly objects: readonly Resource[];
  readonly change: ObjectChange;
  /** What the result says: `scaled`, `patched (no change)`. An object without a word is not printed. */
  readonly word: (written: Written) => string | undefined;
  readonly flags: PrintFlags & { readonly wait?: boolean; readonly timeout?: number };
  readonly dryRun: DryRun;
}

const checkedChange =
  (object: Resource, change: ObjectChange): NextObject =>
  (live, current) => {
    const type = resourceTypeOfKind(object.kind);
    if (live === undefined || current === undefined) {
      if (type === undefined) throw new Error(`${object.kind} is no kind that is stored`);
      throw notFound({ type, name: object.metadata.name });
    }
    const next = change(live, current);
    checkObject(next);
    return next;
  };

type Write = (object: Resource, next: NextObject) => Promise<Written> | Written;

interface Changed {
  written: Written[];
  errors: unknown[];
}

/** Makes every change that can be made; what stands in the way of one holds up no other. */
const makeChanges = async ({ objects, change }: ChangeRequest, write: Write): Promise<Changed> => {
  const changed: Changed = { written: [], errors: [] };
  for (const object of objects) {
    try {
      changed.written.push(await write(object, checkedChange(object, change)));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      changed.errors.push(error);
    }
  }
  return changed;
};

const failWith = (errors: readonly unknown[]): void => {
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
};

/** Changes live objects one by one, prints what became of each, and brings the changes about. */
export const changeObjects = async (
  runtime: Runtime,
  world: World,
  request: ChangeRequest,
): Promise<void> => {
  const { objects, word, flags, dryRun } = request;
  const printResults = await resultPrinter(flags, dryRun, world);
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const { records } = await observeSources(runtime, { records: kinds, pods: false });
  const writeTo =
    (engine: Runtime, place: World): Write =>
    (object, next) =>
      writeObject(engine, place, refOf(object), next, records);
  const preview: Write = (object, next) =>
    draftOf(next, findRecord(records, refOf(object)), records, world.clock.now());

  const { written, errors } = await makeChanges(
    request,
    dryRun === 'none' ? writeTo(runtime, world) : preview,
  );
  const print = (): void => {
    const results = written.flatMap((one) => {
      const result = word(one);
      return result === undefined ? [] : [{ object: one.draft.resource, result }];
    });
    if (results.length > 0) printResults(results);
  };
  if (dryRun === 'none' && flags.wait !== false && written.length > 0) {
    const targets = targetsOf(written);
    try {
      await bringAbout({ runtime, world, targets, timeoutMs: flags.timeout ?? 0, print });
    } catch (error) {
      failWith([...errors, error]);
    }
  } else print();
  if (dryRun === 'server' && (flags.output ?? '') === '') {
    const { steps } = await simulate(runtime, world, async (simulated, simulatedWorld) =>
      targetsOf((await makeChanges(request, writeTo(simulated, simulatedWorld))).written),
    );
    world.stdout.write(planText(steps));
  }
  failWith(errors);
};
