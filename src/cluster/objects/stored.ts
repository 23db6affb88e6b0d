import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { timestamp } from '../../model/timestamp.ts';

/** A stored object as it is shown. */
export const storedObject = ({ resource, version, deleted, writtenAt }: StoredRecord): Resource => ({
  ...resource,
  metadata: {
    ...resource.metadata,
    resourceVersion: String(version),
    ...(deleted ? { deletionTimestamp: timestamp(writtenAt) } : {}),
  },
});
