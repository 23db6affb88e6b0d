/** What the engine's pull call takes: without a tag it would pull all of them. */
export interface ImageReference {
  name: string;
  /** A tag or a digest. */
  tag: string;
}

export const parseImageReference = (image: string): ImageReference => {
  const [tagged = '', digest] = image.split('@', 2);
  // A colon before the last slash is a registry's port.
  const colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
  const name = colon < 0 ? tagged : tagged.slice(0, colon);
  const tag = colon < 0 ? 'latest' : tagged.slice(colon + 1);
  return { name, tag: digest ?? tag };
};
