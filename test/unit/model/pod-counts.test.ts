import { expect, test } from 'vitest';
import { countByRevision, countPods } from '../../../src/model/pod-counts.ts';
import { NOON, podOf, revisionsOf, templateOf } from '../../support/workloads.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const old = revisions[0]!;
const newest = revisions[1]!;
const pods = [
  podOf('a', old),
  podOf('b', old, { terminating: true }),
  podOf('c', old, { state: 'dead', ready: false }),
  podOf('d', newest),
  podOf('e', newest, { startedAt: NOON - 1_000 }),
  podOf('f', newest, { state: 'creating', ready: false }),
];

test('pods are counted by revision; those that end count for nothing', () => {
  expect(countByRevision(pods, 5, NOON)).toEqual(
    new Map([
      [old.hash, { replicas: 1, ready: 1, available: 1 }],
      [newest.hash, { replicas: 3, ready: 2, available: 1 }],
    ]),
  );
});

test('a workload counts its pods, and what is missing', () => {
  const workload = { newestHash: newest.hash, replicas: 3, minReadySeconds: 5 };
  expect(countPods(pods, workload, NOON)).toEqual({
    replicas: 4,
    ready: 3,
    available: 2,
    updated: 3,
    updatedAvailable: 1,
    unavailable: 2,
  });
  expect(countPods([], { ...workload, newestHash: undefined }, NOON)).toMatchObject({
    replicas: 0,
    unavailable: 3,
  });
});
