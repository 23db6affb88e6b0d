import type { ObservedPod } from '../model/pod.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type Revision, trimRevisions } from '../model/revision.ts';
import { DEFAULT_REVISION_HISTORY_LIMIT, isDeployment } from '../model/workload.ts';

const asRolledOut = (revisions: readonly Revision[]): Revision[] =>
  revisions.map((revision, index) =>
    index === revisions.length - 1 ? { ...revision, rolledOut: true } : revision,
  );

/**
 * The record of a workload whose rollout has come to its end: its newest revision is known to work, and old ones go
 * beyond the limit. Undefined where nothing of it is news. `pods` are those of the workload.
 */
export const finishedRecord = (
  { resource, deleted, revisions }: StoredRecord,
  pods: readonly ObservedPod[],
): RecordDraft | undefined => {
  if (deleted || !isDeployment(resource) || resource.spec.paused === true) return undefined;
  const limit = resource.spec.revisionHistoryLimit ?? DEFAULT_REVISION_HISTORY_LIMIT;
  const kept = trimRevisions(revisions, limit, new Set(pods.map(({ hash }) => hash)));
  const isKnown = revisions.at(-1)?.rolledOut !== undefined;
  if (isKnown && kept.length === revisions.length) return undefined;
  return { resource, deleted, revisions: asRolledOut(kept) };
};
