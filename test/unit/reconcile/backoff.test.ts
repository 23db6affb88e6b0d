import { describe, expect, test } from 'vitest';
import type { PlannedStep, Step } from '../../../src/model/step.ts';
import { NO_CONFIG } from '../../../src/model/pod-config.ts';
import { createBackoff } from '../../../src/reconcile/backoff.ts';
import { RuntimeError } from '../../../src/runtime/driver.ts';
import { WEB } from '../../support/workloads.ts';

const planned = (kind: 'startPod' | 'removePod', name: string): PlannedStep => {
  const step: Step = { kind, pod: { id: name, namespace: 'default', name }, reason: '' };
  return { step, workload: WEB };
};
const creation = (name: string): PlannedStep => {
  const spec = { containers: [{ name: 'web', image: 'web:1' }] };
  const pod = { namespace: 'default', name, uid: name, labels: {}, annotations: {}, hash: '', spec };
  return { step: { kind: 'createPod', pod, config: NO_CONFIG, reason: '' }, workload: WEB };
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

  test('of a pod that cannot be made holds up those that are like it, and is known until one is made', () => {
    const backoff = createBackoff();
    const refusal = { startedAt: 0, endedAt: 1_000, error: new RuntimeError('invalid', 'no such user') };
    backoff.learn({ planned: creation('a'), ...refusal });
    expect(backoff.notBefore(creation('b'))).toBe(1_250);
    expect([...backoff.refusals().values()]).toEqual([{ message: 'no such user', until: 1_250 }]);
    backoff.learn({ planned: creation('b'), startedAt: 0, endedAt: 2_000 });
    expect([...backoff.refusals()]).toEqual([]);
  });

  test.each([
    ['failed', [0, 1]],
    ['invalid', [1, 1]],
    ['conflict', [0, 0]],
    ['unreachable', [0, 0]],
  ] as const)('with "%s" counts as refused after so many tries: %j', (code, counts) => {
    const backoff = createBackoff();
    const seen = counts.map(() => {
      backoff.learn({ planned: creation('a'), startedAt: 0, error: new RuntimeError(code, 'no') });
      return backoff.refusals().size;
    });
    expect(seen).toEqual(counts);
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
