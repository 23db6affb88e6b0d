import { mergeOccurrences, type Occurrence } from '../model/occurrence.ts';
import type { StoredRecord } from '../model/record.ts';
import type { Resource } from '../model/resource.ts';
import type { Runtime } from '../runtime/driver.ts';

/**
 * What happened is stored in batches, each a record of its own that is written once: nobody competes for it, and
 * however much happened, a batch is one call to the runtime.
 */
export const OCCURRENCES = 'Occurrences';

/** As long as an API server keeps Events. */
export const KEEP_OCCURRENCES_MS = 60 * 60_000;

interface Batch extends Resource {
  readonly occurrences: readonly Occurrence[];
}

const isBatch = (resource: Resource): resource is Batch =>
  resource.kind === OCCURRENCES && Array.isArray(resource['occurrences']);

export const writeOccurrences = async (
  runtime: Runtime,
  id: string,
  occurrences: readonly Occurrence[],
): Promise<void> => {
  const resource: Batch = {
    apiVersion: 'berth.dev/v1',
    kind: OCCURRENCES,
    metadata: { name: id },
    occurrences,
  };
  const body = JSON.stringify({ resource, deleted: false, revisions: [] });
  await runtime.createRecord({ kind: OCCURRENCES, key: id, version: 1, body });
};

/** What happened within the time that it is kept. */
export const recentOccurrences = (records: readonly StoredRecord[], now: number): Occurrence[] =>
  mergeOccurrences(
    records
      .map(({ resource }) => resource)
      .filter(isBatch)
      .flatMap(({ occurrences }) => occurrences),
  ).filter(({ last }) => now - last < KEEP_OCCURRENCES_MS);
