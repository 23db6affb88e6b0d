import { canonicalJson } from './canonical-json.ts';
import { templateHash } from './hash.ts';
import type { DeploymentSpec, PodTemplate } from './workload.ts';

/** One pod template of a workload; what kubectl calls a ReplicaSet. */
export interface Revision {
  /** Counts up; a template that returns takes the next number, as in Kubernetes. */
  number: number;
  hash: string;
  template: PodTemplate;
  createdAt: string;
  changeCause?: string;
  /** A rollout of it once came to its end, so it is one that works. */
  rolledOut?: true;
  /** What its containers ran when it was rolled out: the names in the template may stand for other images by now. */
  imageIds?: Readonly<Record<string, string>>;
}

/**
 * The revisions once `template` is what should run. Templates are compared, not hashes: a revision keeps the hash
 * that its pods carry, whichever version of berth made it, so an upgrade of berth restarts nothing.
 *
 * A paused workload takes no new revision until it is resumed; that is for the caller to know.
 */
export const withRevision = (
  revisions: readonly Revision[],
  template: PodTemplate,
  now: number,
  changeCause?: string,
): Revision[] => {
  const text = canonicalJson(template);
  const known = revisions.find((revision) => canonicalJson(revision.template) === text);
  const newest = revisions.at(-1);
  const cause = changeCause ?? known?.changeCause;
  const revision: Revision = {
    hash: known?.hash ?? templateHash(template),
    template: known?.template ?? template,
    createdAt: known?.createdAt ?? new Date(now).toISOString(),
    number: known !== undefined && known === newest ? known.number : (newest?.number ?? 0) + 1,
    ...(cause === undefined ? {} : { changeCause: cause }),
    ...(known?.rolledOut === true ? { rolledOut: true } : {}),
    // One that returns may find others under the same names.
    ...(known !== undefined && known === newest && known.imageIds ? { imageIds: known.imageIds } : {}),
  };
  return [...revisions.filter((other) => other !== known), revision];
};

/** The revision that a workload's template is; none yet where it was changed while the workload was paused. */
export const revisionOfTemplate = (
  { paused, template }: Pick<DeploymentSpec, 'paused' | 'template'>,
  revisions: readonly Revision[],
): Revision | undefined => {
  const newest = revisions.at(-1);
  if (paused !== true || newest === undefined) return newest;
  return canonicalJson(newest.template) === canonicalJson(template) ? newest : undefined;
};

/** Drops the oldest beyond `limit`, not counting the newest, and never one that still has pods. */
export const trimRevisions = (
  revisions: readonly Revision[],
  limit: number,
  hashesInUse: ReadonlySet<string>,
): Revision[] => {
  const idle = revisions.slice(0, -1).filter((revision) => !hashesInUse.has(revision.hash));
  const dropped = new Set(idle.slice(0, Math.max(0, idle.length - limit)));
  return revisions.filter((revision) => !dropped.has(revision));
};
