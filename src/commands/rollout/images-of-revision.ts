import type { Revision } from '../../model/revision.ts';
import type { Container, PodTemplate } from '../../model/workload.ts';
import type { Runtime } from '../../runtime/driver.ts';

/** Names of images move on. What a revision ran is known by its ids. */

/** What is there now, by name and by id. */
export type PresentImages = ReadonlyMap<string, string | undefined>;

interface MovedImage {
  container: string;
  /** The name in the template. */
  image: string;
  /** What it stood for. */
  id: string;
  isThere: boolean;
}

const containersOf = ({ spec }: PodTemplate): readonly Container[] => [
  ...(spec.initContainers ?? []),
  ...spec.containers,
];

export const presentImages = async (
  runtime: Runtime,
  revisions: readonly Revision[],
): Promise<PresentImages> => {
  const names = revisions.flatMap(({ template, imageIds }) =>
    imageIds === undefined
      ? []
      : [...containersOf(template).map(({ image }) => image), ...Object.values(imageIds)],
  );
  const ids = [...new Set(names)].map(async (name) => [name, await runtime.imageId(name)] as const);
  return new Map(await Promise.all(ids));
};

/** Of the images of a revision those whose names do not stand for them any more. */
const movedImages = ({ template, imageIds = {} }: Revision, present: PresentImages): readonly MovedImage[] =>
  containersOf(template).flatMap(({ name: container, image }) => {
    const id = imageIds[container];
    if (id === undefined || present.get(image) === id) return [];
    return [{ container, image, id, isThere: present.get(id) !== undefined }];
  });

/** The template of a revision, with images by their ids where else others would run. */
export const templateAsItRan = (revision: Revision, present: PresentImages): PodTemplate => {
  const { template } = revision;
  const moved = new Map(movedImages(revision, present).map((image) => [image.container, image]));
  if (moved.size === 0) return template;
  const asItRan = (container: Container): Container => {
    const image = moved.get(container.name);
    // An id is pulled from nowhere.
    return image?.isThere === true
      ? { ...container, image: image.id, imagePullPolicy: 'IfNotPresent' }
      : container;
  };
  const { initContainers, containers } = template.spec;
  return {
    ...template,
    spec: {
      ...template.spec,
      ...(initContainers && { initContainers: initContainers.map(asItRan) }),
      containers: containers.map(asItRan),
    },
  };
};

const SHOWN_OF_ID = 'sha256:'.length + 12;

/** What who returns to a revision should know of its images. */
export const imageNotes = (revision: Revision, present: PresentImages): string[] =>
  movedImages(revision, present).map(({ container, image, id, isThere }) => {
    const short = id.slice(0, SHOWN_OF_ID);
    return isThere
      ? `note: ${image} is another image by now. Container "${container}" runs the one of revision ${revision.number} by its id, ${short}.`
      : `note: the image that container "${container}" ran in revision ${revision.number}, ${short}, is not there any more. It runs ${image} as it is now.`;
  });
