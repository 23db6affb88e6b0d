import { expect, test } from 'vitest';
import type { Step } from '../../../src/model/step.ts';
import type { Attempt } from '../../../src/reconcile/execute.ts';
import { withAttempts } from '../../../src/reconcile/overlay.ts';
import { NOON, podOf, revisionsOf, templateOf } from '../../support/workloads.ts';

const [revision] = revisionsOf(templateOf('web:1'));
const workload = { kind: 'Deployment', namespace: 'default', name: 'web' };
const pod = podOf('a', revision!);

const attempt = (step: Step, endedAt?: number): Attempt => ({
  planned: { step, workload },
  startedAt: NOON,
  ...(endedAt === undefined ? {} : { endedAt }),
});

test('a pod that is being created counts before it can be listed', () => {
  const seen = withAttempts([], [attempt({ kind: 'createPod', pod, reason: '' })]);
  expect(seen.map(({ name, state }) => [name, state])).toEqual([['a', 'creating']]);
});

test('a pod that was created while the list was on its way is not created twice', () => {
  const seen = withAttempts([], [attempt({ kind: 'createPod', pod, reason: '' }, NOON + 1)]);
  expect(seen).toHaveLength(1);
});

test('a pod that is listed already is listed once', () => {
  const seen = withAttempts([pod], [attempt({ kind: 'createPod', pod, reason: '' })]);
  expect(seen).toEqual([pod]);
});

test('a pod that is being stopped counts for nothing, before the engine says so', () => {
  const seen = withAttempts([pod], [attempt({ kind: 'stopPod', pod, graceSeconds: 30, reason: '' })]);
  expect(seen.map(({ terminating }) => terminating)).toEqual([true]);
});

test('a pod that was removed while the list was on its way is gone', () => {
  expect(withAttempts([pod], [attempt({ kind: 'removePod', pod, reason: '' }, NOON + 1)])).toEqual([]);
});

test('a pod that is being removed is still there', () => {
  expect(withAttempts([pod], [attempt({ kind: 'removePod', pod, reason: '' })])).toEqual([pod]);
});
