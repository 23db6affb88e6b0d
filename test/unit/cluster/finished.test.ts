import { describe, expect, test } from 'vitest';
import { finishedRecord } from '../../../src/cluster/finished.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { StoredRecord } from '../../../src/model/record.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';

const revisions = revisionsOf(...['1', '2', '3', '4'].map((tag) => templateOf(`web:${tag}`)));

const recordOf = (spec: Partial<DeploymentSpec> = {}, changed: Partial<StoredRecord> = {}): StoredRecord => {
  const { resource } = workloadOf(revisions, spec);
  return { version: 1, writtenAt: NOON, resource, deleted: false, revisions, ...changed };
};

const numbers = (record: StoredRecord, pods: ObservedPod[] = []) =>
  finishedRecord(record, pods)?.revisions.map(({ number, rolledOut = false }) => `${number} ${rolledOut}`);

describe('when a rollout has come to its end', () => {
  test('the newest revision is known to work', () => {
    expect(numbers(recordOf())).toEqual(['1 false', '2 false', '3 false', '4 true']);
  });

  test('revisions beyond the limit go, the oldest first', () => {
    expect(numbers(recordOf({ revisionHistoryLimit: 2 }))).toEqual(['2 false', '3 false', '4 true']);
    expect(numbers(recordOf({ revisionHistoryLimit: 0 }))).toEqual(['4 true']);
  });

  test('no revision goes that still has pods', () => {
    const pods = [podOf('a', revisions[0]!, { terminating: true })];
    expect(numbers(recordOf({ revisionHistoryLimit: 0 }), pods)).toEqual(['1 false', '4 true']);
  });

  test('there is nothing to write where all of that is known', () => {
    const draft = finishedRecord(recordOf(), []);
    expect(draft).toBeDefined();
    expect(numbers(recordOf({}, draft))).toBeUndefined();
  });

  test('nothing is said of what is paused or deleted', () => {
    expect(numbers(recordOf({ paused: true }))).toBeUndefined();
    expect(numbers(recordOf({}, { deleted: true }))).toBeUndefined();
  });
});
