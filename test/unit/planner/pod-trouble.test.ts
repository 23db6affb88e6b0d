import { expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { podTroubles } from '../../../src/planner/pod-trouble.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const troubles = (...pods: Partial<ObservedPod>[]) => {
  const observed = pods.map((pod, index) => podOf(`web-${index}`, revisions[1]!, { ready: false, ...pod }));
  return podTroubles(workloadOf(revisions), { pods: observed, images: new Map() }, NOON).map(
    ({ pod, reason, message }) => `${pod.name} ${reason}: ${message}`,
  );
};

test.each<[string, Partial<ObservedPod>, string]>([
  [
    'ends again and again',
    { state: 'restarting', exitCode: 3, restarts: 4 },
    'CrashLoopBackOff: it ended with exit code 3 and was started again 4 times',
  ],
  ['has ended for good', { state: 'exited', exitCode: 1 }, 'CrashLoopBackOff: it ended with exit code 1'],
  [
    'runs between two crashes',
    { ready: true, restarts: 1, startedAt: NOON - 1_000 },
    'CrashLoopBackOff: it keeps ending and was started again once',
  ],
  ['never becomes ready', {}, 'NotReady: it runs, but its readiness probe does not succeed'],
  ['never started', { state: 'created' }, 'NotStarted: it could not be started'],
  [
    'waits for its configuration',
    {
      state: 'waiting',
      waiting: { reason: 'CreateContainerConfigError', message: 'configmap "x" not found' },
    },
    'CreateContainerConfigError: configmap "x" not found',
  ],
  ['was frozen', { state: 'paused' }, 'Paused: someone has frozen it'],
])('a pod that %s', (_, pod, text) => {
  expect(troubles(pod)).toEqual([`web-0 ${text}`]);
});

test('a pod that serves is no trouble, and neither is one of an old revision or one that is to go', () => {
  expect(troubles({ ready: true }, { hash: revisions[0]!.hash }, { terminating: true })).toEqual([]);
});
