import { canonicalJson } from '../../model/canonical-json.ts';
import { CliError } from '../../model/cli-error.ts';
import { CHANGE_CAUSE } from '../../model/labels.ts';
import { resourceName } from '../../model/resource-types.ts';
import type { Revision } from '../../model/revision.ts';
import type { Deployment } from '../../model/workload.ts';
import { configReferences } from '../../planner/config-references.ts';
import type { World } from '../../world.ts';
import { imageNotes, type PresentImages, templateAsItRan } from './images-of-revision.ts';

export const findRevision = (revisions: readonly Revision[], wanted: number): Revision | undefined =>
  wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted);

/** The revision of that number, or the last but one where it is 0. */
export const revisionToReturnTo = (
  name: string,
  revisions: readonly Revision[],
  wanted: number,
): Revision => {
  const revision = findRevision(revisions, wanted);
  if (revision !== undefined) return revision;
  throw new CliError(
    'noRevision',
    wanted === 0
      ? `no rollout history found for deployment "${name}"`
      : `unable to find specified revision ${wanted} in history`,
  );
};

/** Tells what is brought back, and what of it cannot be as it was. */
export const sayReturn = (
  deployment: Deployment,
  revision: Revision,
  present: PresentImages,
  { stderr }: World,
): void => {
  const name = resourceName(deployment);
  stderr.write(`${name} goes back to what revision ${revision.number} was\n`);
  for (const note of imageNotes(revision, present)) stderr.write(`${note}\n`);
  if (configReferences(revision.template.spec).length === 0) return;
  stderr.write(
    `note: the pods of "${deployment.metadata.name}" use ConfigMaps or Secrets. No revision holds them; they are as they are now.\n`,
  );
};

/**
 * The Deployment with the template of a revision, with the images that it ran, and with the change cause that the
 * revision was given. It stays as it is where that is its template.
 */
export const returnedTo = (
  deployment: Deployment,
  revision: Revision,
  present: PresentImages,
): Deployment => {
  const { template, changeCause } = revision;
  if (canonicalJson(template) === canonicalJson(deployment.spec.template)) return deployment;
  const { [CHANGE_CAUSE]: _, ...others } = deployment.metadata.annotations ?? {};
  const annotations = changeCause === undefined ? others : { ...others, [CHANGE_CAUSE]: changeCause };
  return {
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    spec: { ...deployment.spec, template: templateAsItRan(revision, present) },
  };
};
