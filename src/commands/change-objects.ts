import { findRecord, observeSources } from '../cluster/observe.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { targetsOf } from './apply-objects.ts';
import { bringAbout } from './bring-about.ts';
import { checkObject } from './check-object.ts';
import type { DryRun } from './dry-run.ts';
import { notFound } from './find-objects.ts';
import { resultPrinter } from './result-text.ts';
import { draftOf, type NextObject, type Written, writeObject } from './write-objects.ts';

/** What a live object becomes. It is asked again where another writer was faster. */
export type ObjectChange = (live: Resource, version: number) => Resource;

interface ChangeRequest {
  readonly objects: readonly Resource[];
  readonly change: ObjectChange;
  /** What the result says: `scaled`, `patched (no change)`. */
  readonly word: (result: Written['result']) => string;
  readonly flags: PrintFlags & { readonly wait?: boolean; readonly timeout?: number };
  readonly dryRun: DryRun;
}

const checkedChange =
  (object: Resource, change: ObjectChange): NextObject =>
  (live, version) => {
    const type = resourceTypeOfKind(object.kind);
    if (live === undefined) {
      if (type === undefined) throw new Error(`${object.kind} is no kind that is stored`);
      throw notFound({ type, name: object.metadata.name });
    }
    const next = change(live, version);
    checkObject(next);
    return next;
  };

/** Changes live objects one by one, prints what became of each, and brings the changes about. */
export const changeObjects = async (
  runtime: Runtime,
  world: World,
  request: ChangeRequest,
): Promise<void> => {
  const { objects, change, word, flags, dryRun } = request;
  const printResults = await resultPrinter(flags, dryRun, world);
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  const { records } = await observeSources(runtime, { records: kinds, pods: false });
  const written: Written[] = [];
  for (const object of objects) {
    const ref = refOf(object);
    const next = checkedChange(object, change);
    written.push(
      dryRun === 'none'
        ? await writeObject(runtime, world, ref, next, records)
        : draftOf(next, findRecord(records, ref), world.clock.now()),
    );
  }
  const print = (): void =>
    printResults(written.map(({ draft, result }) => ({ object: draft.resource, result: word(result) })));
  if (dryRun !== 'none' || flags.wait === false) print();
  else {
    const targets = targetsOf(written);
    await bringAbout({ runtime, world, targets, timeoutMs: flags.timeout ?? 0, print });
  }
};
