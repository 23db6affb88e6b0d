import { MANAGED } from '../../model/labels.ts';
import type { Docker } from './docker.ts';
import type { ContainerInfo } from './docker-types.ts';

/** Lists that will be asked for. */
const toCome = new WeakMap<Docker, Promise<ContainerInfo[]>>();

/**
 * All of berth's containers, as they are when `first` has been answered. Who does not care for that gets a list that
 * will be asked for anyway, where there is one: it is no older than one of his own.
 */
export const listContainers = (docker: Docker, first?: Promise<unknown>): Promise<ContainerInfo[]> => {
  const shared = first === undefined ? toCome.get(docker) : undefined;
  if (shared !== undefined) return shared;
  const ask = async (): Promise<ContainerInfo[]> => {
    try {
      await first;
    } finally {
      if (toCome.get(docker) === list) toCome.delete(docker);
    }
    return docker.listContainers({ all: true, filters: { label: [MANAGED] } });
  };
  const list = ask();
  toCome.set(docker, list);
  return list;
};
