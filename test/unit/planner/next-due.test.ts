import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { ImageFact } from '../../../src/model/state.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import { nextDue } from '../../../src/planner/next-due.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const old = podOf('old', revisions[0]!);
const fresh = (change: Partial<ObservedPod> = {}) => podOf('new', revisions[1]!, change);
const forever = { progressDeadlineSeconds: 2_147_483_647 };

const due = (
  pods: ObservedPod[],
  spec: Partial<DeploymentSpec> = forever,
  image?: ImageFact,
  since?: number,
) => {
  const images = new Map(image === undefined ? [] : [['web:2', image]]);
  const at = nextDue({ workloads: [workloadOf(revisions, spec)] }, { pods, images }, NOON, since);
  return at === undefined ? undefined : at - NOON;
};

describe('it is time to look again', () => {
  test('never, when all is done', () => {
    expect(due([fresh()], { replicas: 1 })).toBeUndefined();
  });

  test('when a ready pod has been so for minReadySeconds', () => {
    expect(due([fresh({ startedAt: NOON - 1_000 })], { ...forever, minReadySeconds: 5 })).toBe(4_000);
    expect(
      due([fresh({ startedAt: NOON - 1_000, ready: false })], { ...forever, minReadySeconds: 5 }),
    ).toBeUndefined();
  });

  test('when a new pod has proven itself, while old ones wait for that', () => {
    expect(due([old, fresh({ startedAt: NOON - 500 })])).toBe(500);
    expect(due([old, fresh({ startedAt: NOON - 500, restarts: 1 })])).toBe(9_500);
  });

  test('when the last pod has run for long enough to call the rollout done', () => {
    expect(due([fresh({ startedAt: NOON - 400 })], { replicas: 1 })).toBe(600);
    expect(due([fresh({ startedAt: NOON - 400, restarts: 1 })], { ...forever, replicas: 1 })).toBe(9_600);
    expect(due([fresh({ startedAt: NOON - 1_000 })], { replicas: 1 })).toBeUndefined();
  });

  test('when a new pod that does not come up gives reason for doubt', () => {
    expect(due([old, fresh({ ready: false, createdAt: NOON - 10_000 })])).toBe(20_000);
  });

  test('when an image may be asked for again', () => {
    const failed = { state: 'failed', code: 'failed', message: 'no', tries: 1, retryAt: NOON + 700 } as const;
    expect(due([], forever, failed)).toBe(700);
    expect(due([], forever, { ...failed, retryAt: NOON })).toBeUndefined();
  });

  test('when the progress deadline is over, once', () => {
    expect(due([], { progressDeadlineSeconds: 60 })).toBe(60_000);
    expect(due([], { progressDeadlineSeconds: 60 }, undefined, NOON + 500)).toBe(60_500);
    expect(
      due([fresh({ ready: false, createdAt: NOON - 60_000 })], { progressDeadlineSeconds: 0 }),
    ).toBeUndefined();
  });

  test('not for a workload that is to go', () => {
    const gone = workloadOf(revisions, {}, { deleted: true });
    expect(nextDue({ workloads: [gone] }, { pods: [], images: new Map() }, NOON)).toBeUndefined();
  });
});
