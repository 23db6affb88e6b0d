import { randomUUID } from 'node:crypto';
import { DEFAULT_NAMESPACE, newNamespace } from '../cluster/objects/namespace.ts';
import { withNodePorts } from '../cluster/node-ports.ts';
import { findRecord } from '../cluster/observe.ts';
import { checkConfigUpdate } from '../cluster/config-update.ts';
import { updateRecord } from '../cluster/store.ts';
import { checkPodUpdate } from '../cluster/pod-update.ts';
import { writtenRecord } from '../cluster/write.ts';
import { applyDefaults } from '../manifest/defaults.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { CliError } from '../model/cli-error.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type ObjectRef, type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { qualifiedPlural } from './find-objects.ts';

export type WriteResult = 'created' | 'configured' | 'unchanged';

export interface Written {
  draft: RecordDraft;
  result: WriteResult;
}

/** What an object should become, given what it is (undefined where there is none) and its record. */
export type NextObject = (live: Resource | undefined, current: StoredRecord | undefined) => Resource;

/** A writer may say which version of the object it has seen. Then no other is overwritten. */
const checkVersion = ({ kind, metadata }: Resource, version: number | undefined): void => {
  const { name, resourceVersion = '' } = metadata;
  if (resourceVersion === '' || resourceVersion === '0' || resourceVersion === String(version)) return;
  const type = resourceTypeOfKind(kind);
  throw new CliError(
    'conflict',
    `Operation cannot be fulfilled on ${type === undefined ? kind : qualifiedPlural(type)} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
  );
};

/** What writing `next` would make of the object's present record; `records` are those of the other objects, too. */
export const draftOf = (
  next: NextObject,
  current: StoredRecord | undefined,
  records: readonly StoredRecord[],
  now: number,
): Written => {
  const live = current === undefined || current.deleted ? undefined : current.resource;
  const written = next(live, current);
  if (live !== undefined) checkVersion(written, current?.version);
  const resource = withNodePorts(applyDefaults(written), live, records);
  const draft = writtenRecord(resource, current, {
    now,
    newUid: randomUUID,
  });
  if (live === undefined) return { draft, result: 'created' };
  const same = canonicalJson(draft.resource) === canonicalJson(live);
  return { draft, result: same ? 'unchanged' : 'configured' };
};

/** Refuses what a server would refuse, though its client sees nothing wrong with it. */
export const checkChange = (current: StoredRecord | undefined, { draft }: Written): void => {
  if (current === undefined || current.deleted) return;
  checkPodUpdate(current.resource, draft.resource);
  checkConfigUpdate(current.resource, draft.resource);
};

/** Writes what `next` makes of an object, by compare-and-swap; writes nothing where nothing would change. */
export const writeObject = async (
  runtime: Runtime,
  world: World,
  ref: ObjectRef,
  next: NextObject,
  records: readonly StoredRecord[],
): Promise<Written> => {
  let written: Written | undefined;
  const change = (current: StoredRecord | undefined): RecordDraft | undefined => {
    written = draftOf(next, current, records, world.clock.now());
    checkChange(current, written);
    return written.result === 'unchanged' ? undefined : written.draft;
  };
  await updateRecord(runtime, ref, change, { record: findRecord(records, ref) });
  if (written === undefined) throw new Error(`nothing was made of ${ref.kind} ${ref.name}`);
  return written;
};

/**
 * Creates the namespaces that objects live in and nobody has declared. Kubernetes refuses such objects; berth makes
 * the namespace and says so.
 */
export const ensureNamespaces = async (
  runtime: Runtime,
  world: World,
  objects: readonly Resource[],
  records: readonly StoredRecord[],
): Promise<void> => {
  const declared = new Set(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
  );
  for (const name of new Set(objects.map(({ metadata }) => metadata.namespace ?? ''))) {
    const namespace = newNamespace(name);
    const known = findRecord(records, refOf(namespace));
    if (name === '' || declared.has(name) || (known !== undefined && !known.deleted)) continue;
    await writeObject(runtime, world, refOf(namespace), (live) => live ?? namespace, records);
    if (name !== DEFAULT_NAMESPACE) {
      world.stderr.write(`note: namespace "${name}" did not exist and was created\n`);
    }
  }
};
