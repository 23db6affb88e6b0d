import type { Resource } from '../../model/resource.ts';
import { editError } from './edit-error.ts';
import { parsePairs } from './pairs.ts';
import { changeContainers, changePodSpec, CONTAINER_LISTS, containersOf } from './pod-spec.ts';

/** Stands for all containers. */
const ALL = '*';

/** Reads `web=nginx:2` for `set image`. */
export const parseImages = (pairs: readonly string[]): ReadonlyMap<string, string> => {
  const images = parsePairs(pairs, 'image', { removal: false }).set;
  if (images.size === 0) throw editError('at least one image update is required');
  if (images.size > 1 && images.has(ALL)) {
    throw editError(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  return images;
};

/** The resource with other images, and what is wrong with those that have no container. */
export const setImages = (
  resource: Resource,
  images: ReadonlyMap<string, string>,
): { resource: Resource; problems: string[] } => {
  const found = new Set<string>();
  const changed = changePodSpec(resource, (spec) => {
    for (const list of CONTAINER_LISTS) {
      for (const { name } of containersOf(spec, list)) found.add(String(name)).add(ALL);
    }
    const imageOf = (name: unknown): string | undefined => images.get(ALL) ?? images.get(String(name));
    return changeContainers(
      spec,
      (name) => imageOf(name) !== undefined,
      (container) => ({ ...container, image: imageOf(container.name) }),
    );
  });
  const lost = [...images.keys()].filter((name) => !found.has(name));
  return {
    resource: changed,
    problems: lost.map((name) => `unable to find container named ${JSON.stringify(name)}`),
  };
};
