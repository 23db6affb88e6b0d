import type { ImageFact } from '../model/state.ts';
import { imagesOf, withTools } from '../planner/images.ts';
import type { Step } from '../model/step.ts';
import type { Attempt } from './execute.ts';

/** What the steps of this run have taught about images. */

const FIRST_RETRY_MS = 10_000;
const LAST_RETRY_MS = 300_000;

/** Doubles from 10 s up to 5 min, as the kubelet's does. */
const retryDelay = (failures: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);

export interface ImageFacts {
  learn(attempt: Attempt): void;
  known(): ReadonlyMap<string, ImageFact>;
}

const imagesNeededBy = (step: Step, toolsImage: string | undefined): string[] => {
  if (step.kind === 'createPod') return imagesOf(withTools(step.pod.spec, toolsImage));
  return step.kind === 'createProxy' ? [step.proxy.image] : [];
};

/** The engine names the image that it lacks. Where its words cannot be told, any may be the one. */
const missingAmong = (images: readonly string[], words: string): readonly string[] => {
  const named = images.filter((image) => words.endsWith(image) || words.endsWith(`${image}:latest`));
  return named.length > 0 ? named : images;
};

export const createImageFacts = (toolsImage?: string): ImageFacts => {
  const facts = new Map<string, ImageFact>();
  const failures = new Map<string, number>();
  return {
    learn: ({ planned: { step }, error, endedAt = 0 }) => {
      if (error?.code === 'imageNotFound') {
        for (const image of missingAmong(imagesNeededBy(step, toolsImage), error.message)) {
          if (facts.get(image)?.state !== 'failed') facts.set(image, { state: 'missing' });
        }
      }
      if (step.kind !== 'pullImage') return;
      if (error === undefined) {
        facts.set(step.image, { state: 'present' });
        return;
      }
      const count = (failures.get(step.image) ?? 0) + 1;
      failures.set(step.image, count);
      const retryAt = endedAt + retryDelay(count);
      const { code, message } = error;
      facts.set(step.image, { state: 'failed', code, message, tries: count, retryAt });
    },
    known: () => facts,
  };
};
