import { expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { inRemovalOrder } from '../../../src/planner/removal-order.ts';
import { NOON, podOf, revisionsOf, templateOf } from '../../support/workloads.ts';

const revision = revisionsOf(templateOf('web:1'))[0]!;
const pod = (name: string, change: Partial<ObservedPod> = {}) => podOf(name, revision, change);
const cost = (value: string) => ({ annotations: { 'controller.kubernetes.io/pod-deletion-cost': value } });

test.each<[string, ObservedPod[]]>([
  [
    'not started, not ready, not available, on trial, serving',
    [
      pod('e', { state: 'created', ready: false }),
      pod('d', { ready: false }),
      pod('c', { startedAt: NOON - 1_000 }),
      pod('b', { startedAt: NOON - 6_000, restarts: 1 }),
      pod('a'),
    ],
  ],
  ['cheap to delete', [pod('c', cost('-5')), pod('b'), pod('a', cost('10'))]],
  ['a cost that is no number counts for nothing', [pod('a', cost('dear')), pod('b')]],
  ['restarted more often', [pod('b', { restarts: 2 }), pod('a', { restarts: 1 })]],
  ['younger', [pod('b', { startedAt: NOON - 20_000 }), pod('a')]],
  ['made later', [pod('b', { createdAt: NOON - 3_700_000 }), pod('a', { createdAt: NOON - 3_800_000 })]],
  ['by name where nothing else tells', [pod('a'), pod('b')]],
])('%s', (_, pods) => {
  const names = pods.map(({ name }) => name);
  expect(inRemovalOrder(pods, 5, NOON).map(({ name }) => name)).toEqual(names);
  expect(inRemovalOrder(pods.toReversed(), 5, NOON).map(({ name }) => name)).toEqual(names);
});
