import { describe, expect, test } from 'vitest';
import type { DesiredWorkload } from '../../../src/model/state.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';
import { planText } from './plan-text.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const first = revisions[0]!;
const second = revisions[1]!;
const paused = (replicas: number) => workloadOf(revisions, { replicas, paused: true });

const hashesOfNew = (workload: DesiredWorkload, pods: ObservedPod[]) =>
  planNext({ workloads: [workload] }, { pods, images: new Map() }, NOON).flatMap(({ step }) =>
    step.kind === 'createPod' ? [step.pod.hash] : [],
  );

describe('a paused workload', () => {
  const old = ['a', 'b'].map((name) => podOf(name, first));

  test('is not rolled', () => {
    expect(planText(paused(2), old)).toEqual([]);
    expect(planText(paused(2), [...old, podOf('c', second)])).toEqual([]);
  });

  test('is scaled by the revision that runs', () => {
    expect(hashesOfNew(paused(3), old)).toEqual([first.hash]);
    expect(hashesOfNew(paused(4), [...old, podOf('c', second)])).toEqual([first.hash]);
    expect(hashesOfNew(paused(3), [podOf('a', first), podOf('c', second)])).toEqual([second.hash]);
    expect(hashesOfNew(paused(1), [])).toEqual([second.hash]);
  });

  test('is scaled down to its replicas, or to the ceiling in the middle of a rollout', () => {
    expect(planText(paused(1), old)).toEqual(['stopPod default/a: scale down from 2 to 1']);
    expect(planText(paused(1), [...old, podOf('c', second, { ready: false })])).toEqual([
      'stopPod default/c: scale down from 3 to 2',
    ]);
    expect(planText(paused(0), [...old, podOf('c', second)])).toHaveLength(3);
  });

  test('has its half-dead pods brought back', () => {
    expect(planText(paused(1), [podOf('a', first, { state: 'exited', ready: false })])).toEqual([
      'startPod default/a: it has ended and is to run always',
    ]);
  });

  test('that never ran a revision has no pods to make', () => {
    expect(planText({ ...paused(3), revisions: [] }, [])).toEqual([]);
    expect(planText({ ...workloadOf(revisions), revisions: [] }, [])).toEqual([]);
  });
});
