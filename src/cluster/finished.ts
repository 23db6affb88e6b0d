import { observedContainers } from '../model/containers.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import { type Revision, trimRevisions } from '../model/revision.ts';
import { DEFAULT_REVISION_HISTORY_LIMIT, isDeployment } from '../model/workload.ts';

const imageIdsOf = (pods: readonly ObservedPod[]): Revision['imageIds'] => {
  const newest = pods.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  const known = newest === undefined ? [] : observedContainers(newest);
  const ids = known.flatMap(({ name, imageId }) => (imageId === undefined ? [] : [[name, imageId] as const]));
  return ids.length === 0 ? undefined : Object.fromEntries(ids);
};

const asRolledOut = (revision: Revision, imageIds: Revision['imageIds']): Revision => ({
  ...revision,
  rolledOut: true,
  ...(imageIds && { imageIds }),
});

/**
 * The record of a workload whose rollout has come to its end: its newest revision is known to work, with the images
 * that it runs, and old ones go beyond the limit. Undefined where nothing of it is news. `pods` are those of the workload.
 */
export const finishedRecord = (
  { resource, deleted, revisions }: StoredRecord,
  pods: readonly ObservedPod[],
): RecordDraft | undefined => {
  if (deleted || !isDeployment(resource) || resource.spec.paused === true) return undefined;
  const limit = resource.spec.revisionHistoryLimit ?? DEFAULT_REVISION_HISTORY_LIMIT;
  const kept = trimRevisions(revisions, limit, new Set(pods.map(({ hash }) => hash)));
  const newest = revisions.at(-1);
  const imageIds = newest?.imageIds ?? imageIdsOf(pods.filter(({ hash }) => hash === newest?.hash));
  const isKnown = newest?.rolledOut === true && newest.imageIds === imageIds;
  if (isKnown && kept.length === revisions.length) return undefined;
  const rolledOut = kept.slice(-1).map((revision) => asRolledOut(revision, imageIds));
  return { resource, deleted, revisions: [...kept.slice(0, -1), ...rolledOut] };
};
