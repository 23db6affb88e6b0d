import { describe, expect, test } from 'vitest';
import type { Step } from '../../../src/model/step.ts';
import { createBound } from '../../../src/reconcile/bound.ts';
import { servingPod } from '../../support/services.ts';

const step: Step = { kind: 'createPod', pod: servingPod('a', 1), reason: '' };

/** An engine that works on so many steps at once; the others share with them. */
interface SimulatedEngine {
  lanes: number;
  workMs: number;
  /** The way there and back, which needs no lane. */
  distanceMs: number;
}

/** Steps a minute with `beside` of them at a time. */
const paceOf = ({ lanes, workMs, distanceMs }: SimulatedEngine, beside: number): number =>
  (60_000 * beside) / (distanceMs + workMs * Math.max(1, beside / lanes));

/** The bound after so many steps. */
const settle = (engine: SimulatedEngine, steps = 60): number => {
  const bound = createBound();
  for (let done = 0; done < steps; done++) {
    const beside = bound.now();
    bound.learn(step, (60_000 * beside) / paceOf(engine, beside), beside);
  }
  return bound.now();
};

const ENGINES = [1, 2, 4, 8, 12].flatMap((lanes) =>
  [0, 30, 150].map((distanceMs) => ({ lanes, workMs: 100, distanceMs })),
);

describe('the number of steps side by side', () => {
  test.each(ENGINES)(
    'comes near what makes the engine quickest ($lanes lanes, $distanceMs ms away)',
    (engine) => {
      const paces = Array.from({ length: 16 }, (_, index) => paceOf(engine, index + 1));
      expect(paceOf(engine, settle(engine))).toBeGreaterThan(0.7 * Math.max(...paces));
    },
  );

  test.each(ENGINES)(
    'leaves no long line inside the engine ($lanes lanes, $distanceMs ms away)',
    (engine) => {
      const idle = engine.lanes * (1 + engine.distanceMs / engine.workMs);
      expect(settle(engine)).toBeLessThanOrEqual(Math.ceil(idle) + 3);
    },
  );

  test('goes down where the engine has become slower', () => {
    const bound = createBound();
    for (let done = 0; done < 60; done++) bound.learn(step, 100, bound.now());
    const before = bound.now();
    for (let done = 0; done < 200; done++) bound.learn(step, 100 * bound.now(), bound.now());
    expect(bound.now()).toBeLessThan(before);
  });

  test('does not grow by steps that had room to spare', () => {
    const bound = createBound();
    const before = bound.now();
    for (let done = 0; done < 60; done++) bound.learn(step, 100, 1);
    expect(bound.now()).toBe(before);
  });

  test('is not misled by pods that take longer by themselves', () => {
    const bound = createBound();
    const slow: Step = { ...step, pod: { ...servingPod('b', 2), hash: 'another' } };
    for (let done = 0; done < 60; done++) {
      bound.learn(step, 100, bound.now());
      bound.learn(slow, 900, bound.now());
    }
    expect(bound.now()).toBeGreaterThan(8);
  });
});
