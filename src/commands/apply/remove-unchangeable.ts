import type { Resource } from '../../model/resource.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { unchangeableObjects } from '../apply-objects.ts';
import { bringAbout } from '../bring-about.ts';
import { markDeleted } from '../mark-deleted.ts';

/** apply --force: what cannot become what it should be goes at once, and is made anew by the apply that follows. */
export const removeUnchangeable = async (
  runtime: Runtime,
  world: World,
  resources: readonly Resource[],
  graceSeconds: number | undefined,
): Promise<readonly Resource[]> => {
  const objects = await unchangeableObjects(runtime, world, resources);
  if (objects.length === 0) return [];
  const deletion = await markDeleted(runtime, objects, graceSeconds ?? 0);
  await bringAbout({ runtime, world, ...deletion, timeoutMs: 0, print: () => undefined });
  return objects;
};
