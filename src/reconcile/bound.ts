import type { Step } from '../model/step.ts';

/**
 * How many steps may run side by side. More of them than the engine can work on only wait for each other inside it,
 * which shows: each takes longer than the quickest of its like. Fewer leave it idle, above all where it is far away.
 * So the bound follows from what steps take, and no number has to be right for every machine.
 */
export interface Bound {
  now(): number;
  /** A step has ended well, with `beside` of them running, itself included. */
  learn(step: Step, durationMs: number, beside: number): void;
}

const FIRST = 3;
const LEAST = 2;
const MOST = 16;

/** So many steps may stand in line inside the engine: with fewer it may run dry, with more each only waits longer. */
const LINE = { least: 1, most: 2 };

/** Pods of one template are alike, and so are proxies. Others may well take longer by themselves. */
const kindOf = (step: Step): string | undefined =>
  step.kind === 'createPod' ? step.pod.hash : step.kind === 'createProxy' ? step.kind : undefined;

export const createBound = (): Bound => {
  let bound = FIRST;
  const quickest = new Map<string, number>();
  let slowness: number[] = [];

  const judge = (): void => {
    const mean = slowness.reduce((sum, each) => sum + each, 0) / slowness.length;
    slowness = [];
    const line = bound * (1 - 1 / mean);
    if (line < LINE.least) bound = Math.min(bound + 1, MOST);
    if (line > LINE.most) bound = Math.max(bound - 1, LEAST);
  };

  return {
    now: () => bound,
    learn: (step, durationMs, beside) => {
      const kind = kindOf(step);
      if (kind === undefined) return;
      const duration = Math.max(1, durationMs);
      const least = Math.min(duration, quickest.get(kind) ?? duration);
      quickest.set(kind, least);
      // What ran with room to spare says nothing about less room.
      if (beside < bound) return;
      slowness.push(duration / least);
      if (slowness.length >= bound) judge();
    },
  };
};
