import { describe, expect, test } from 'vitest';
import { deploymentObject } from '../../../../src/cluster/objects/deployment.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { Revision } from '../../../../src/model/revision.ts';
import type { DeploymentSpec } from '../../../../src/model/workload.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../../support/workloads.ts';

const [old] = revisionsOf(templateOf('web:1'));
const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const fresh = revisions.at(-1);
if (old === undefined || fresh === undefined) throw new Error('two revisions are missing');
const rolledOut = [old, { ...fresh, rolledOut: true as const }];

interface Setting {
  spec?: Partial<DeploymentSpec>;
  pods?: ObservedPod[];
  known?: Revision[];
  /** Seconds since the Deployment was written. */
  after?: number;
}

const conditions = ({ spec = {}, pods = [], known = revisions, after = 0 }: Setting): string[] => {
  const { resource } = workloadOf(known, { replicas: 2, progressDeadlineSeconds: 60, ...spec });
  const record = { version: 1, writtenAt: NOON, resource, deleted: false, revisions: known };
  const { status } = deploymentObject(record, pods, NOON + after * 1_000);
  const found: object[] = Object(status).conditions;
  return found.map((condition) => Object.values(condition).join(' '));
};

const pod = (name: string, revision: Revision, more: Partial<ObservedPod> = {}) =>
  podOf(name, revision, { createdAt: NOON, startedAt: NOON, ...more });

const both = [pod('a', fresh), pod('b', fresh)];
const AVAILABLE = 'Available True MinimumReplicasAvailable Deployment has minimum availability.';
const UNAVAILABLE =
  'Available False MinimumReplicasUnavailable Deployment does not have minimum availability.';
const set = `ReplicaSet "web-${fresh.hash}"`;
const COMPLETE = `Progressing True NewReplicaSetAvailable ${set} has successfully progressed.`;
const UNDERWAY = `Progressing True ReplicaSetUpdated ${set} is progressing.`;
const TIMED_OUT = `Progressing False ProgressDeadlineExceeded ${set} has timed out progressing.`;

describe('a Deployment says of itself', () => {
  test.each<[string, Setting, string[]]>([
    ['that it has begun', {}, [UNAVAILABLE, UNDERWAY]],
    ['that all its pods are there', { pods: both }, [AVAILABLE, COMPLETE]],
    ['that old pods are still there', { pods: [...both, pod('o', old)] }, [AVAILABLE, UNDERWAY]],
    ['that it got nowhere in its time', { after: 60 }, [UNAVAILABLE, TIMED_OUT]],
    [
      'that it got further within its time',
      { after: 80, pods: [pod('a', fresh, { createdAt: NOON + 30_000, ready: false })] },
      [UNAVAILABLE, UNDERWAY],
    ],
    ['that a pod which fails later does not undo its rollout', { known: rolledOut }, [UNAVAILABLE, COMPLETE]],
    [
      'that a revision which returned is not rolled out before the other has gone',
      { known: rolledOut, pods: [pod('o', old), pod('p', old)] },
      [AVAILABLE, UNDERWAY],
    ],
    [
      'that it is paused',
      { spec: { paused: true }, pods: both },
      [AVAILABLE, 'Progressing Unknown DeploymentPaused Deployment is paused'],
    ],
    [
      'nothing of progress without a deadline',
      { spec: { progressDeadlineSeconds: 2 ** 31 - 1 } },
      [UNAVAILABLE],
    ],
    ['that none are all where none are wanted', { spec: { replicas: 0 } }, [AVAILABLE, COMPLETE]],
  ])('%s', (_, setting, expected) => {
    expect(conditions(setting)).toEqual(expected);
  });
});
