import { describe, expect, test } from 'vitest';
import type { PlannedStep, Step } from '../../../src/model/step.ts';
import { createBackoff } from '../../../src/reconcile/backoff.ts';
import { RuntimeError } from '../../../src/runtime/driver.ts';
import { WEB } from '../../support/workloads.ts';

const planned = (kind: 'startPod' | 'removePod', name: string): PlannedStep => {
  const step: Step = { kind, pod: { id: name, namespace: 'default', name }, reason: '' };
  return { step, workload: WEB };
};
const failure = new RuntimeError('failed', 'no such device');

describe('a step that failed', () => {
  test('is tried again later each time', () => {
    const backoff = createBackoff();
    const start = planned('startPod', 'a');
    const delays = [0, 0, 0].map(() => {
      backoff.learn({ planned: start, startedAt: 0, endedAt: 1_000, error: failure });
      return backoff.notBefore(start) - 1_000;
    });
    expect(delays).toEqual([250, 500, 1_000]);
  });

  test('holds up no other pod of its workload', () => {
    const backoff = createBackoff();
    backoff.learn({ planned: planned('startPod', 'a'), startedAt: 0, endedAt: 1_000, error: failure });
    expect(backoff.notBefore(planned('startPod', 'b'))).toBe(0);
  });

  test('is the reason that is given, until it succeeds or the pod is gone', () => {
    for (const kind of ['startPod', 'removePod'] as const) {
      const backoff = createBackoff();
      backoff.learn({ planned: planned('startPod', 'a'), startedAt: 0, endedAt: 1_000, error: failure });
      expect(backoff.lastFailure(WEB)).toBe('no such device');
      backoff.learn({ planned: planned(kind, 'a'), startedAt: 0, endedAt: 2_000 });
      expect(backoff.lastFailure(WEB)).toBeUndefined();
    }
  });
});
