import { canonicalJson } from '../../model/canonical-json.ts';
import { CliError } from '../../model/cli-error.ts';
import { CHANGE_CAUSE } from '../../model/labels.ts';
import type { Revision } from '../../model/revision.ts';
import type { Deployment } from '../../model/workload.ts';

/** The revision of that number, or the last but one where it is 0. */
export const revisionToReturnTo = (
  name: string,
  revisions: readonly Revision[],
  wanted: number,
): Revision => {
  const revision = wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted);
  if (revision !== undefined) return revision;
  throw new CliError(
    'noRevision',
    wanted === 0
      ? `no rollout history found for deployment "${name}"`
      : `unable to find specified revision ${wanted} in history`,
  );
};

/**
 * The Deployment with the template of a revision, and with the change cause that the revision was given. It stays as
 * it is where that is its template.
 */
export const returnedTo = (deployment: Deployment, { template, changeCause }: Revision): Deployment => {
  if (canonicalJson(template) === canonicalJson(deployment.spec.template)) return deployment;
  const { [CHANGE_CAUSE]: _, ...others } = deployment.metadata.annotations ?? {};
  const annotations = changeCause === undefined ? others : { ...others, [CHANGE_CAUSE]: changeCause };
  return {
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    spec: { ...deployment.spec, template },
  };
};
