import type { Docker } from './docker.ts';

/**
 * The engine says that a container has died, or that it was stopped, some milliseconds before its list says so, and
 * nothing afterwards. A question about the container is answered when all that is over.
 */
export const listIsUpToDate = async (docker: Docker, id: string): Promise<void> => {
  await docker
    .getContainer(id)
    .inspect()
    .catch(() => undefined);
};
