import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { DesiredWorkload, ImageFact } from '../../../src/model/state.ts';
import { stepText } from '../../../src/model/step.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const first = revisions[0]!;
const second = revisions[1]!;

/** The plan as text; the names of new pods are made short, for they are as good as random. */
const plan = (
  workload: DesiredWorkload,
  pods: ObservedPod[],
  images: Record<string, ImageFact> = {},
  now = NOON,
): string[] => {
  const observed = { pods, images: new Map(Object.entries(images)) };
  return planNext({ workloads: [workload] }, observed, now).map(({ step }) =>
    stepText(step).replace(/(createPod default\/web)-\S+-\S+:/, '$1:'),
  );
};

const one = [first];

describe('scale', () => {
  test('creates just the pods that are missing', () => {
    expect(plan(workloadOf(one), [podOf('a', first)])).toEqual([
      'createPod default/web: scale up from 1 to 3',
      'createPod default/web: scale up from 1 to 3',
    ]);
  });

  test('plans nothing when all is well', () => {
    expect(plan(workloadOf(one, { replicas: 1 }), [podOf('a', first)])).toEqual([]);
  });

  test('removes just the pods that are too many, the youngest first', () => {
    const pods = [
      podOf('a', first),
      podOf('b', first, { startedAt: NOON - 5000 }),
      podOf('c', first, { startedAt: NOON - 9000 }),
    ];
    expect(plan(workloadOf(one, { replicas: 1 }), pods)).toEqual([
      'stopPod default/b: scale down from 3 to 1',
      'stopPod default/c: scale down from 3 to 1',
    ]);
  });

  test('removes all pods at zero', () => {
    expect(plan(workloadOf(one, { replicas: 0 }), [podOf('a', first)])).toEqual([
      'stopPod default/a: scale down from 1 to 0',
    ]);
  });
});

describe('rolling update', () => {
  test('creates the surge first and keeps every old pod', () => {
    const pods = ['a', 'b', 'c'].map((name) => podOf(name, first));
    expect(plan(workloadOf(revisions), pods)).toEqual(['createPod default/web: roll out revision 2']);
  });

  test('an old pod goes once a new one serves', () => {
    const pods = [...['a', 'b', 'c'].map((name) => podOf(name, first)), podOf('d', second)];
    expect(plan(workloadOf(revisions), pods)).toEqual(['stopPod default/a: revision 2 replaces it']);
  });
});
