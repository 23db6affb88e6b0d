import type { Clock } from '../../model/clock.ts';
import { type PullProgress, RuntimeError } from '../driver.ts';
import type { ImageBehaviour } from './image-behaviour.ts';

const SIZE = 32 * 1024 * 1024;
const PARTS = 4;

/** In the words of a registry and of Docker. */
const refusal = (image: string, code: NonNullable<ImageBehaviour['pullFails']>): string => {
  switch (code) {
    case 'imageNotFound':
      return `manifest for ${image} not found: manifest unknown: manifest unknown`;
    case 'unauthorized':
      return `pull access denied for ${image}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`;
    case 'unreachable':
      return `cannot pull ${image}: dial tcp: lookup of the registry: no such host`;
  }
};

export interface Pull {
  clock: Clock;
  onProgress: (progress: PullProgress) => void;
  signal: AbortSignal | undefined;
}

/** Takes the time that a pull takes. A refusal comes at its first answer. */
export const simulatePull = async (
  image: string,
  { pullMs, pullFails }: ImageBehaviour,
  { clock, onProgress, signal }: Pull,
): Promise<void> => {
  const wait = async (ms: number): Promise<void> => {
    if (signal?.aborted !== true) await clock.sleep(ms, signal);
    if (signal?.aborted === true)
      throw new RuntimeError('interrupted', `the pull of ${image} was called off`);
  };
  await wait(0);
  onProgress({ image, status: 'Pulling from registry' });
  for (let part = 1; part <= PARTS; part += 1) {
    await wait(pullMs / PARTS);
    if (pullFails !== undefined) throw new RuntimeError(pullFails, refusal(image, pullFails));
    onProgress({ image, status: 'Downloading', current: (SIZE / PARTS) * part, total: SIZE });
  }
};
