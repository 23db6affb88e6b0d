import { CliError } from '../model/cli-error.ts';
import type { StoredRecord } from '../model/record.ts';
import type { Resource } from '../model/resource.ts';
import { resourceName, resourceTypeOfKind } from '../model/resource-types.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { checkObject } from './check-object.ts';
import type { DryRun } from './dry-run.ts';
import { type FoundObjects, notFound } from './find-objects.ts';
import { type LiveOutcome, type Write, writeAll, type WriteFlags } from './write-all.ts';

/** What is known of a live object beside itself. */
export type ObjectHistory = Pick<StoredRecord, 'version' | 'revisions'>;

/**
 * What a live object becomes. It is asked again where another writer was faster, and throws a CliError where the
 * change cannot be made.
 */
export type ObjectChange = (live: Resource, history: ObjectHistory) => Resource;

interface ChangeRequest {
  readonly found: FoundObjects;
  readonly change: ObjectChange;
  readonly word: (outcome: LiveOutcome) => string | undefined;
  readonly flags: WriteFlags;
  readonly dryRun: DryRun;
}

/** The first namespace and the node are there before they are stored. */
const UNSTORED_KINDS = ['Namespace', 'Node'];

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

const changeOf = (object: Resource, change: ObjectChange): Write => ({
  object,
  next: (live, current) => {
    if (live === undefined && !UNSTORED_KINDS.includes(object.kind)) throw unstored(object);
    const after = change(live ?? object, current ?? { version: 0, revisions: [] });
    checkObject(after);
    return after;
  },
});

/** Changes live objects, prints what became of each, and brings the changes about. */
export const changeObjects = (
  runtime: Runtime,
  world: World,
  { found, change, ...request }: ChangeRequest,
): Promise<void> =>
  writeAll(runtime, world, {
    ...request,
    writes: found.objects.map((object) => changeOf(object, change)),
    errors: found.missing.map(notFound),
  });
