import type { Docker } from './docker.ts';
import { engineWords, httpStatus } from './errors.ts';

/** Volumes that nothing ever mounts, for what their labels say. */

/** The engine's prune commands spare volumes that have options of their own. */
const DRIVER_OPTIONS = { type: 'tmpfs', device: 'tmpfs' };

/**
 * The volume that has the name afterwards: asked for a name that exists, the engine answers with the volume that has
 * it, and its labels. Undefined where another writer was just that much faster, which podman says in this way.
 */
export const createLabelVolume = (
  docker: Docker,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<unknown> =>
  docker
    .post('/volumes/create', {
      Name: name,
      Driver: 'local',
      DriverOpts: DRIVER_OPTIONS,
      Labels: labels,
    })
    .catch((error: unknown) => {
      if (/volume already exists/.test(engineWords(error))) return undefined;
      throw error;
    });

const unlessGone = (error: unknown): void => {
  // Podman has another status for it while someone else is removing it.
  if (httpStatus(error) !== 404 && !/no such volume/.test(engineWords(error))) throw error;
};

export const removeLabelVolume = async (docker: Docker, name: string): Promise<void> => {
  await docker.getVolume(name).remove().catch(unlessGone);
};
