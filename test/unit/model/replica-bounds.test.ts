import { expect, test } from 'vitest';
import type { IntOrPercent } from '../../../src/model/workload.ts';
import { replicaBounds } from '../../../src/model/replica-bounds.ts';
import { revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';

type Case = [
  replicas: number,
  maxSurge: IntOrPercent | undefined,
  maxUnavailable: IntOrPercent | undefined,
  floor: number,
  ceiling: number,
];

test.each<Case>([
  // Surge rounds up, unavailable rounds down.
  [1, '25%', '25%', 1, 2],
  [3, '25%', '25%', 3, 4],
  [4, '25%', '25%', 3, 5],
  [5, '25%', '25%', 4, 7],
  [10, '25%', '25%', 8, 13],
  [10, '33%', '33%', 7, 14],
  [10, '1%', '1%', 10, 11],
  [10, '100%', '100%', 0, 20],
  [3, '150%', '150%', 0, 8],
  // The defaults are 25% each.
  [4, undefined, undefined, 3, 5],
  [4, 2, undefined, 3, 6],
  [4, undefined, 0, 4, 5],
  // Where nothing could move one may be missing.
  [3, 0, 0, 2, 3],
  [3, '0%', '0%', 2, 3],
  [3, 0, '10%', 2, 3],
  // No more can be missing than there are.
  [2, 0, 5, 0, 2],
  [0, '25%', '25%', 0, 0],
  [0, 0, 0, 0, 0],
  [0, 1, 0, 0, 1],
])('%s replicas, surge %s, unavailable %s', (replicas, maxSurge, maxUnavailable, floor, ceiling) => {
  const rollingUpdate = {
    ...(maxSurge === undefined ? {} : { maxSurge }),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
  };
  const { spec } = workloadOf(revisionsOf(templateOf('web:1')), {
    replicas,
    strategy: { rollingUpdate },
  }).resource;
  const bounds = replicaBounds(spec);
  expect([bounds.floor, bounds.ceiling]).toEqual([floor, ceiling]);
});

test('Recreate is measured by the full number', () => {
  const { spec } = workloadOf(revisionsOf(templateOf('web:1')), { strategy: { type: 'Recreate' } }).resource;
  expect(replicaBounds(spec)).toMatchObject({ floor: 3, ceiling: 3 });
});
