import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type ObjectRef, refKey, refOf } from '../model/resource.ts';
import type { Runtime, RuntimeRecord } from '../runtime/driver.ts';

/**
 * The objects of the cluster, on the runtime's records. Every write is a new version of the object, made by
 * compare-and-swap; the old versions stay until the slowest writer has certainly read again (garbage.ts).
 */

/** Many more rounds than writers that could plausibly race for one object. */
const MAX_ATTEMPTS = 50;

const recordKey = (ref: ObjectRef): string =>
  ref.namespace === '' ? ref.name : `${ref.namespace}/${ref.name}`;

/** Bodies are berth's own: what was written is what is read. */
export const decodeBody = (record: RuntimeRecord): RecordDraft => JSON.parse(record.body);

const decode = (record: RuntimeRecord): StoredRecord => ({
  ...decodeBody(record),
  version: record.version,
  writtenAt: record.createdAt,
});

/** The newest version of each object. */
export const newestVersions = (records: readonly RuntimeRecord[]): RuntimeRecord[] => {
  const newest = new Map<string, RuntimeRecord>();
  for (const record of records) {
    const key = `${record.kind} ${record.key}`;
    const known = newest.get(key);
    if (known === undefined || known.version < record.version) newest.set(key, record);
  }
  return [...newest.values()];
};

export const decodeRecords = (records: readonly RuntimeRecord[]): StoredRecord[] =>
  newestVersions(records).map(decode);

/** The newest version of every object of these kinds, tombstones among them. */
export const readRecords = async (runtime: Runtime, kinds?: readonly string[]): Promise<StoredRecord[]> =>
  decodeRecords(await runtime.listRecords(kinds));

const readRecord = async (runtime: Runtime, ref: ObjectRef): Promise<StoredRecord | undefined> => {
  const wanted = refKey(ref);
  const records = await readRecords(runtime, [ref.kind]);
  return records.find((record) => refKey(refOf(record.resource)) === wanted);
};

export interface RecordUpdate {
  /** What was there before; undefined for an object that never was. */
  before: StoredRecord | undefined;
  after: RecordDraft | undefined;
  changed: boolean;
}

/**
 * Writes what `change` makes of the object's present state. Where another writer was faster, `change` is asked
 * again with what that writer wrote. A `change` that gives undefined leaves the object as it is. `known` spares
 * the first read.
 */
export const updateRecord = async (
  runtime: Runtime,
  ref: ObjectRef,
  change: (current: StoredRecord | undefined) => RecordDraft | undefined,
  known?: { record: StoredRecord | undefined },
): Promise<RecordUpdate> => {
  let current = known === undefined ? await readRecord(runtime, ref) : known.record;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const draft = change(current);
    if (draft === undefined) return { before: current, after: current, changed: false };
    const version = (current?.version ?? 0) + 1;
    const body = JSON.stringify(draft);
    if (await runtime.createRecord({ kind: ref.kind, key: recordKey(ref), version, body })) {
      return { before: current, after: draft, changed: true };
    }
    current = await readRecord(runtime, ref);
  }
  throw new Error(`${refKey(ref)} was changed by others ${MAX_ATTEMPTS} times in a row`);
};
