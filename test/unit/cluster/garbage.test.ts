import { describe, expect, test } from 'vitest';
import { collectableRecords } from '../../../src/cluster/garbage.ts';
import type { RuntimeRecord } from '../../../src/runtime/driver.ts';
import { NOON, podOf, revisionsOf, templateOf } from '../../support/workloads.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const record = (kind: string, version: number, age: number, body: object = {}): RuntimeRecord => ({
  kind,
  key: 'default/web',
  version,
  body: JSON.stringify(body),
  createdAt: NOON - age,
});

const deployment = (version: number, age: number, deleted = false): RuntimeRecord => {
  const metadata = { namespace: 'default', name: 'web' };
  const resource = { apiVersion: 'apps/v1', kind: 'Deployment', metadata };
  return record('Deployment', version, age, { resource, deleted });
};

const [revision] = revisionsOf(templateOf('web:1'));
if (revision === undefined) throw new Error('a template makes a revision');
const pod = podOf('web-1', revision);

/** The kinds and versions that go. */
const collected = (runtimeRecords: RuntimeRecord[], pods = [] as (typeof pod)[]): string[] =>
  collectableRecords({ runtimeRecords, pods, proxies: [] }, NOON).map(
    ({ kind, version }) => `${kind} ${version}`,
  );

describe('records that nothing needs any more', () => {
  test.each<[string, RuntimeRecord[], string[]]>([
    ['an earlier version', [deployment(1, 11 * MINUTE), deployment(2, 11 * MINUTE)], ['Deployment 1']],
    ['no version that a slow writer may have read', [deployment(1, 9 * MINUTE), deployment(2, 0)], []],
    ['no newest version, however old', [deployment(1, HOUR)], []],
    ['a tombstone', [deployment(3, 11 * MINUTE, true)], ['Deployment 3']],
    [
      'no tombstone before the versions that it ends',
      [deployment(1, 11 * MINUTE), deployment(2, 11 * MINUTE, true)],
      ['Deployment 1'],
    ],
    ['leases within a minute or so', [record('Lease', 1, 61 * SECOND), record('Lease', 2, 0)], ['Lease 1']],
    ['the last lease as well', [record('Lease', 2, 61 * SECOND)], ['Lease 2']],
    [
      'no lease that someone may be about to renew',
      [record('Lease', 1, 59 * SECOND), record('Lease', 2, 0)],
      [],
    ],
    ['what happened more than an hour ago', [record('Occurrences', 1, HOUR + MINUTE)], ['Occurrences 1']],
    ['nothing that happened within the hour', [record('Occurrences', 1, 59 * MINUTE)], []],
  ])('are %s', (_, records, expected) => {
    expect(collected(records)).toEqual(expected);
  });

  test('are no tombstones while pods are left', () => {
    expect(collected([deployment(3, HOUR, true)], [pod])).toEqual([]);
  });
});
