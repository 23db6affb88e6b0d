import type { RuntimeErrorCode } from '../driver.ts';
import type { Container } from '../../model/workload.ts';

/** A line of output, without its end. */
export interface WrittenLine {
  stream: 'stdout' | 'stderr';
  line: string;
}

/** How the containers of an image behave. Times are in milliseconds. */
export interface ImageBehaviour {
  pullMs: number;
  pullFails?: Extract<RuntimeErrorCode, 'imageNotFound' | 'unauthorized' | 'unreachable'>;
  /** What the engine says to whoever makes a pod of it, or starts one. */
  refuses?: string;
  startFails?: string;
  startMs: number;
  /** From the start of each run; null is never. Without it, what the container's readiness probe suggests. */
  readyAfterMs?: number | null;
  /** How each run ends by itself. Without it, runs last until they are stopped. */
  ends?: { afterMs: number; exitCode: number; outOfMemory?: boolean };
  /** What each run writes as it begins. */
  writes: readonly WrittenLine[];
  /** How long it takes to end once it is asked to; null ignores SIGTERM. */
  termMs: number | null;
  termExitCode: number;
}

const PLAIN: ImageBehaviour = { pullMs: 2_000, startMs: 200, writes: [], termMs: 100, termExitCode: 0 };

/**
 * Every image exists and runs for ever, so any manifest can be tried. What goes wrong in life is to be had by name:
 * an image behaves like this when one of these words is a whole word of its name or tag (`web:v2-crash`).
 */
const BY_WORD: ReadonlyMap<string, Partial<ImageBehaviour>> = new Map([
  ['missing', { pullFails: 'imageNotFound' }],
  ['unauthorized', { pullFails: 'unauthorized' }],
  ['unreachable', { pullFails: 'unreachable' }],
  [
    'crash',
    {
      writes: [{ stream: 'stderr', line: 'this image crashes, as its name says' }],
      ends: { afterMs: 1_000, exitCode: 1 },
    },
  ],
  ['done', { ends: { afterMs: 1_000, exitCode: 0 } }],
  ['oom', { ends: { afterMs: 1_000, exitCode: 137, outOfMemory: true } }],
  ['echo', { writes: [{ stream: 'stdout', line: 'this image writes a line, as its name says' }] }],
  ['unready', { readyAfterMs: null }],
  ['refused', { refuses: 'the engine makes no pods of this image, as its name says' }],
  ['unstartable', { startFails: 'exec: "main": executable file not found in $PATH' }],
]);

export const behaviourByName = (image: string): ImageBehaviour => {
  const words = image.toLowerCase().split(/[^a-z0-9]+/);
  return Object.assign({ ...PLAIN }, ...words.map((word) => BY_WORD.get(word)));
};

/** One name for what Docker takes for the same image: `nginx` and `docker.io/library/nginx:latest`. */
export const canonicalImage = (image: string): string => {
  const name = image.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
};

const PROBE_MS = 500;

const initialDelayMs = (probe: unknown): number =>
  typeof probe === 'object' &&
  probe !== null &&
  'initialDelaySeconds' in probe &&
  typeof probe.initialDelaySeconds === 'number'
    ? probe.initialDelaySeconds * 1_000
    : 0;

/** How long a run of the container takes to become ready; null is never. */
export const readyDelayMs = (behaviour: ImageBehaviour, { readinessProbe }: Container): number | null => {
  if (behaviour.readyAfterMs !== undefined) return behaviour.readyAfterMs;
  return readinessProbe === undefined ? 0 : initialDelayMs(readinessProbe) + PROBE_MS;
};
