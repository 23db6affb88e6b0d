import { describe, expect, test } from 'vitest';
import { podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';
import { planText, story } from './plan-text.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const first = revisions[0]!;
const second = revisions[1]!;
const workload = workloadOf(revisions, { replicas: 2, strategy: { type: 'Recreate' } });
const old = [podOf('a', first), podOf('b', first)];
const made = [
  podOf('c', second, { state: 'created', ready: false }),
  podOf('d', second, { state: 'created', ready: false }),
];

describe('Recreate', () => {
  test('ends all old pods before any new one starts', () => {
    expect(story(workload, old)).toEqual([
      'create new1, create new2',
      'stop a, stop b',
      'remove a, remove b, start new1, start new2',
    ]);
  });

  test('takes nothing down before it is known that new pods can be made', () => {
    const images = { 'web:2': { state: 'missing' } } as const;
    expect(planText(workload, old, { images })).toEqual([
      'pullImage web:2: the image is not there yet',
      'holdPod default/web: roll out revision 2',
      'holdPod default/web: roll out revision 2',
    ]);
    const creating = podOf('c', second, { state: 'creating', ready: false });
    expect(planText(workload, [...old, creating])).toEqual(['createPod default/web: roll out revision 2']);
  });

  test('waits for old pods that were asked to end and still run', () => {
    const leaving = (state: 'running' | 'exited') =>
      podOf('a', first, { state, ready: false, terminating: true });
    expect(planText(workload, [leaving('running'), ...made])).toEqual([
      'stopPod default/a: it was asked to end',
    ]);
    expect(planText(workload, [leaving('exited'), ...made])).toEqual([
      'startPod default/c: it was never started',
      'startPod default/d: it was never started',
      'removePod default/a: it was asked to end',
    ]);
  });

  test('waits for nothing when pods of its own revision end', () => {
    const leaving = podOf('a', second, { ready: false, terminating: true });
    expect(planText(workload, [leaving, ...made])).toEqual([
      'startPod default/c: it was never started',
      'startPod default/d: it was never started',
      'stopPod default/a: it was asked to end',
    ]);
  });

  test('removes old pods that do not run', () => {
    const dead = podOf('a', first, { state: 'exited', ready: false });
    expect(planText(workload, [dead, ...made])).toEqual(['removePod default/a: revision 2 replaces it']);
  });

  test('scales like any other, and to zero without a new pod', () => {
    const three = workloadOf(revisions, { replicas: 1, strategy: { type: 'Recreate' } });
    expect(planText(three, [podOf('a', second), podOf('b', second)])).toEqual([
      'stopPod default/a: scale down from 2 to 1',
    ]);
    const none = workloadOf(revisions, { replicas: 0, strategy: { type: 'Recreate' } });
    expect(planText(none, old)).toEqual([
      'stopPod default/a: revision 2 replaces it',
      'stopPod default/b: revision 2 replaces it',
    ]);
  });
});
