import { canonicalJson } from '../model/canonical-json.ts';
import { CHANGE_CAUSE } from '../model/labels.ts';
import { NODE_NAME } from '../model/node.ts';
import type { RecordDraft, StoredRecord } from '../model/record.ts';
import type { ObjectMeta, Resource } from '../model/resource.ts';
import { withRevision } from '../model/revision.ts';
import { timestamp } from '../model/timestamp.ts';
import { isDeployment, isPod } from '../model/workload.ts';

/** What an API server does to an object on its way into the store. */

export interface WriteContext {
  now: number;
  newUid: () => string;
}

/** What changes an object's generation: all but its metadata and status. */
const intent = (resource: Resource): string =>
  canonicalJson({ ...resource, metadata: undefined, status: undefined });

/** The fields that the store owns are not the writer's to set. */
const ownMetadata = (metadata: ObjectMeta): ObjectMeta => {
  const {
    resourceVersion: _,
    uid: _uid,
    generation: _generation,
    creationTimestamp: _created,
    ...rest
  } = metadata;
  return rest;
};

/** Every pod is shown on the one node. What was shown may be written back. */
const withoutShownNode = (resource: Resource): Resource => {
  if (!isPod(resource) || resource.spec.nodeName !== NODE_NAME) return resource;
  const { nodeName: _, ...spec } = resource.spec;
  return { ...resource, spec };
};

const withIdentity = (
  resource: Resource,
  current: StoredRecord | undefined,
  context: WriteContext,
): Resource => {
  const { status: _, ...rest } = resource;
  const live = current === undefined || current.deleted ? undefined : current.resource;
  const changed = live !== undefined && intent(live) !== intent(resource);
  return {
    ...rest,
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    metadata: {
      ...ownMetadata(resource.metadata),
      uid: live?.metadata.uid ?? context.newUid(),
      generation: (live?.metadata.generation ?? 1) + (changed ? 1 : 0),
      creationTimestamp: live?.metadata.creationTimestamp ?? timestamp(context.now),
    },
  };
};

/**
 * The record that follows `current` when `resource` is written. A paused Deployment gets its new revision when it
 * is resumed, as in Kubernetes.
 */
export const writtenRecord = (
  resource: Resource,
  current: StoredRecord | undefined,
  context: WriteContext,
): RecordDraft => {
  const next = withIdentity(withoutShownNode(resource), current, context);
  const known = current === undefined || current.deleted ? [] : current.revisions;
  if (!isDeployment(next) || next.spec.paused === true)
    return { resource: next, deleted: false, revisions: known };
  const cause = next.metadata.annotations?.[CHANGE_CAUSE];
  return {
    resource: next,
    deleted: false,
    revisions: withRevision(known, next.spec.template, context.now, cause),
  };
};

/** The tombstone of an object: what belonged to it is still known, and goes. */
export const tombstone = (current: StoredRecord): RecordDraft => ({
  resource: current.resource,
  deleted: true,
  revisions: [],
});
