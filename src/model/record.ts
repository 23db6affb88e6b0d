import type { Resource } from './resource.ts';
import type { Revision } from './revision.ts';

/** A resource as the cluster remembers it. */
export interface StoredRecord {
  /** Counts the writes of this object; shown as metadata.resourceVersion. */
  version: number;
  writtenAt: number;
  resource: Resource;
  /** A tombstone: the object is to go, with all that belongs to it. */
  deleted: boolean;
  /** The pod templates that a Deployment has had, oldest first. */
  revisions: Revision[];
}

/** A record before it has been written. */
export type RecordDraft = Pick<StoredRecord, 'resource' | 'deleted' | 'revisions'>;
