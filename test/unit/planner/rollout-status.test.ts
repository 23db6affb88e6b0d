import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { ImageFact } from '../../../src/model/state.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import { rolloutStatus } from '../../../src/planner/rollout-status.ts';
import { NOON, podOf, revisionsOf, templateOf, WEB, workloadOf } from '../../support/workloads.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2', { imagePullPolicy: 'Never' }));
const old = (...names: string[]) => names.map((name) => podOf(name, revisions[0]!));
const fresh = (...names: string[]) => names.map((name) => podOf(name, revisions[1]!));
const unready = (...names: string[]) => fresh(...names).map((pod) => ({ ...pod, ready: false }));

interface Around {
  spec?: Partial<DeploymentSpec>;
  image?: ImageFact;
  now?: number;
  since?: number;
}

const status = (pods: ObservedPod[], { spec = {}, image, now = NOON, since }: Around = {}) => {
  const images = new Map(image === undefined ? [] : [['web:2', image]]);
  return rolloutStatus(workloadOf(revisions, spec), { pods, images }, now, since);
};

describe("kubectl's sentences", () => {
  const waiting = 'Waiting for deployment "web" rollout to finish:';
  test.each<[string, ObservedPod[], boolean, string]>([
    ['none yet', [], false, `${waiting} 0 out of 3 new replicas have been updated...`],
    [
      'some new',
      [...old('a', 'b', 'c'), ...fresh('d')],
      false,
      `${waiting} 1 out of 3 new replicas have been updated...`,
    ],
    [
      'old left',
      [...old('a', 'b'), ...fresh('c', 'd', 'e')],
      false,
      `${waiting} 2 old replicas are pending termination...`,
    ],
    [
      'not ready',
      [...fresh('a'), ...unready('b', 'c')],
      false,
      `${waiting} 1 of 3 updated replicas are available...`,
    ],
    ['too many', fresh('a', 'b', 'c', 'd'), false, 'Waiting for deployment spec update to be observed...'],
    [
      'just started',
      fresh('a', 'b', 'c').map((pod, index) => ({ ...pod, startedAt: NOON - 999 - index })),
      false,
      `${waiting} 2 of 3 updated replicas are available...`,
    ],
    [
      'back from a crash, but not for long',
      fresh('a', 'b', 'c').map((pod) => ({ ...pod, restarts: 1, startedAt: NOON - 9_999 })),
      false,
      `${waiting} 0 of 3 updated replicas are available...`,
    ],
    ['done', fresh('a', 'b', 'c'), true, 'deployment "web" successfully rolled out'],
    [
      'done, though old pods are still ending',
      [...fresh('a', 'b', 'c'), ...old('d').map((pod) => ({ ...pod, terminating: true }))],
      true,
      'deployment "web" successfully rolled out',
    ],
    [
      'pods of others do not count',
      [...fresh('a', 'b'), podOf('c', revisions[1]!, { owner: { ...WEB, name: 'other' } })],
      false,
      `${waiting} 2 out of 3 new replicas have been updated...`,
    ],
  ])('%s', (_, pods, done, message) => {
    expect(status(pods)).toMatchObject({ done, message });
  });

  test('minReadySeconds', () => {
    const pods = [...fresh('a', 'b'), podOf('c', revisions[1]!, { startedAt: NOON - 4_000 })];
    expect(status(pods, { spec: { minReadySeconds: 5 } }).message).toBe(
      `${waiting} 2 of 3 updated replicas are available...`,
    );
    expect(status(pods, { spec: { minReadySeconds: 4 } }).done).toBe(true);
  });

  test('zero replicas are done when no pod is left', () => {
    expect(status([], { spec: { replicas: 0 } }).done).toBe(true);
    expect(status(old('a'), { spec: { replicas: 0 } }).message).toBe(
      `${waiting} 1 old replicas are pending termination...`,
    );
  });
});

describe('the progress deadline', () => {
  const failed = 'deployment "web" exceeded its progress deadline';
  const spec = { progressDeadlineSeconds: 60 };
  const born = (createdAt: number) => unready('a').map((pod) => ({ ...pod, createdAt }));

  test('counts from the revision, the latest pod of it, or the latest that proved itself', () => {
    expect(status([], { spec, now: NOON + 59_999 }).failed).toBeUndefined();
    expect(status([], { spec, now: NOON + 60_000 }).failed).toBe(failed);
    expect(status(born(NOON + 5_000), { spec, now: NOON + 64_999 }).failed).toBeUndefined();
    expect(status(born(NOON + 5_000), { spec, now: NOON + 65_000 }).failed).toBe(failed);
    const available = podOf('b', revisions[1]!, { startedAt: NOON + 5_000 });
    expect(status([...born(NOON), available], { spec, now: NOON + 65_999 }).failed).toBeUndefined();
    expect(status([...born(NOON), available], { spec, now: NOON + 66_000 }).failed).toBe(failed);
  });

  test('a pod that starts over and over again is no progress', () => {
    const crashing = (ready: boolean) => [
      podOf('a', revisions[1]!, { startedAt: NOON + 59_000, restarts: 9, ready }),
    ];
    expect(status(crashing(false), { spec, now: NOON + 60_000 }).failed).toBe(failed);
    expect(status(crashing(true), { spec, now: NOON + 60_000 }).failed).toBe(failed);
  });

  test('does not count the time in which nobody drove the rollout', () => {
    expect(status([], { spec, now: NOON + 60_000, since: NOON + 1 }).failed).toBeUndefined();
    expect(status([], { spec, now: NOON + 60_001, since: NOON + 1 }).failed).toBe(failed);
  });

  test('is ten minutes by default', () => {
    expect(status([], { now: NOON + 599_999 }).failed).toBeUndefined();
    expect(status([], { now: NOON + 600_000 }).failed).toBe(failed);
  });

  test('does not hold for what is done, paused, or has none', () => {
    const late = NOON + 10 ** 12;
    expect(status(fresh('a', 'b', 'c'), { spec, now: late }).failed).toBeUndefined();
    expect(status([], { spec: { ...spec, paused: true }, now: late }).failed).toBeUndefined();
    expect(
      status([], { spec: { progressDeadlineSeconds: 2_147_483_647 }, now: late }).failed,
    ).toBeUndefined();
  });
});

describe('what a rollout waits for', () => {
  test("an image that may not be pulled, in the kubelet's words", () => {
    expect(status(fresh('a'), { image: { state: 'missing' } }).waiting).toEqual({
      reason: 'ErrImageNeverPull',
      message: 'Container image "web:2" is not present with pull policy of Never',
    });
  });

  test('an image that could not be pulled', () => {
    const image = {
      state: 'failed',
      code: 'notFound',
      message: 'manifest unknown',
      tries: 2,
      retryAt: NOON + 1,
    } as const;
    const pulled = workloadOf(revisionsOf(templateOf('web:2')));
    expect(rolloutStatus(pulled, { pods: [], images: new Map([['web:2', image]]) }, NOON).waiting).toEqual({
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "web:2": manifest unknown',
    });
  });

  test('nothing, where all pods are there', () => {
    expect(status(unready('a', 'b', 'c'), { image: { state: 'missing' } }).waiting).toBeUndefined();
  });
});
