import type { PullProgress } from '../driver.ts';

/** The engine's messages about one pull, each about one layer, as the progress of the whole. */

/** The part of a message that is used here. */
export interface PullMessage {
  id?: string;
  status?: string;
  progressDetail?: { current?: number; total?: number };
  error?: string;
  errorDetail?: { message?: string };
}

interface Bytes {
  current: number;
  total: number;
}

const sum = (layers: Iterable<Bytes>, part: keyof Bytes): number =>
  [...layers].reduce((bytes, layer) => bytes + layer[part], 0);

/** Bytes are those to download; layers are known as their downloads begin. */
export const createPullProgress = (image: string): ((message: PullMessage) => PullProgress) => {
  const layers = new Map<string, Bytes>();
  return ({ id = '', status = '', progressDetail: { current, total } = {} }) => {
    if (status === 'Downloading' && current !== undefined && total !== undefined) {
      layers.set(id, { current, total });
    }
    const layer = layers.get(id);
    if (layer !== undefined && status === 'Download complete')
      layers.set(id, { ...layer, current: layer.total });
    if (layers.size === 0) return { image, status };
    return { image, status, current: sum(layers.values(), 'current'), total: sum(layers.values(), 'total') };
  };
};
