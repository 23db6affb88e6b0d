import { observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { StoredRecord } from '../model/record.ts';
import { refOf, sameRef } from '../model/resource.ts';
import { resourceName } from '../model/resource-types.ts';
import type { Revision } from '../model/revision.ts';
import { isDeployment } from '../model/workload.ts';
import { type Target, targetOf } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { bringAbout } from './bring-about.ts';
import { presentImages } from './rollout/images-of-revision.ts';
import { returnedTo, sayReturn } from './rollout/return-to-revision.ts';
import { type NextObject, writeObject } from './write-objects.ts';

/** The last revision that is known to work, where the newest is not. */
const lastGood = ({ revisions }: StoredRecord): Revision | undefined =>
  revisions.at(-1)?.rolledOut === true
    ? undefined
    : revisions.slice(0, -1).findLast(({ rolledOut }) => rolledOut === true);

/** Nobody has changed it since. */
const isStill = ({ resource, deleted }: StoredRecord, { ref, expected }: Target): boolean =>
  !deleted &&
  sameRef(refOf(resource), ref) &&
  expected.kind === 'asWritten' &&
  expected.generation === resource.metadata.generation;

/**
 * Returns those of the targets that did not come about to their last revision that works. What others have changed
 * meanwhile is theirs.
 */
const rollBack = async (
  runtime: Runtime,
  world: World,
  targets: readonly Target[],
  timeoutMs: number,
): Promise<void> => {
  const { records } = await observeSources(runtime, { records: ['Deployment'], pods: false });
  const returning: Target[] = [];
  for (const record of records) {
    const { resource } = record;
    const good = lastGood(record);
    if (good === undefined || !isDeployment(resource)) continue;
    if (!targets.some((target) => isStill(record, target))) continue;
    const present = await presentImages(runtime, [good]);
    const next: NextObject = (live) => {
      if (live?.metadata.generation === resource.metadata.generation)
        return returnedTo(resource, good, present);
      throw new CliError('superseded', `${resourceName(resource)} was changed by a later command`);
    };
    const { draft } = await writeObject(runtime, world, refOf(resource), next, records);
    returning.push(targetOf(draft));
    sayReturn(resource, good, present, world);
  }
  if (returning.length > 0) {
    await bringAbout({ runtime, world, targets: returning, timeoutMs, print: () => {} });
  }
};

/** Runs `change`; where it does not come about, what is known to work is brought back, and it fails all the same. */
export const rollingBackOnFailure = async (
  change: () => Promise<void>,
  runtime: Runtime,
  world: World,
  targets: readonly Target[],
  timeoutMs: number,
): Promise<void> => {
  try {
    await change();
  } catch (error) {
    const isFailure = error instanceof CliError && error.code === 'notConverged';
    if (isFailure) await rollBack(runtime, world, targets, timeoutMs);
    throw error;
  }
};
