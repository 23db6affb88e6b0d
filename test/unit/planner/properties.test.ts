import { describe, expect, test } from 'vitest';
import { isActive, isAvailable } from '../../../src/model/pod-counts.ts';
import { sameRef } from '../../../src/model/resource.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import { nextDue } from '../../../src/planner/next-due.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { replicaBounds } from '../../../src/model/replica-bounds.ts';
import { rolloutStatus } from '../../../src/planner/rollout-status.ts';
import { forAll } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';
import { NOON, podOf, WEB, workloadOf } from '../../support/workloads.ts';
import { anyDisaster, anyPod, anyRollingSpec, anySpec, DB, revisions, STRANGER } from './random-states.ts';
import { simulate } from './simulation.ts';
import type { World } from './simulation.ts';

const expectConverged = (world: World) => {
  for (const workload of world.desired.workloads) {
    const pods = world.pods.filter((pod) => pod.owner !== undefined && sameRef(pod.owner, workload.ref));
    const hash = workload.revisions.at(-1)?.hash;
    const wanted = workload.deleted ? 0 : (workload.resource.spec.replicas ?? 1);
    const what = pods.map((pod) => ({ hash: pod.hash, ready: pod.ready, terminating: pod.terminating }));
    expect(what).toEqual(Array.from({ length: wanted }, () => ({ hash, ready: true, terminating: false })));
    if (!workload.deleted) {
      expect(rolloutStatus(workload, { pods: world.pods, images: new Map() }, world.now).done).toBe(true);
    }
  }
};

describe('from any state, through failures and interference', () => {
  test('converge ends in the desired state and touches no pods of others', async () => {
    await forAll(300, (random) => {
      const others = random.listOf({ min: 0, max: 4 }, (index) =>
        anyPod(
          random,
          `other-${index}`,
          random.pick([undefined, STRANGER, { ...WEB, namespace: 'elsewhere' }]),
        ),
      );
      const workload = workloadOf(revisions, anySpec(random));
      const { run, world } = simulate({
        random,
        desired: {
          workloads: [
            workload,
            workloadOf(revisions, { replicas: 1 }, { ref: DB, deleted: random.chance() }),
          ],
        },
        pods: [
          ...others,
          ...random.listOf({ min: 0, max: 9 }, (index) => anyPod(random, `web-${index}`, WEB)),
          ...random.listOf({ min: 0, max: 3 }, (index) => anyPod(random, `db-${index}`, DB)),
        ],
        images: new Map(random.chance(0.3) ? [['web:3', 'pullable']] : []),
        failures: random.int(0, 20),
        disasters: random.listOf({ min: 0, max: 8 }, () => anyDisaster(random)),
      });
      expect(run(40_000)).toBe('converged');
      expect(world.pods.filter((pod) => others.some(({ id }) => id === pod.id))).toEqual(others);
      expectConverged({
        ...world,
        pods: world.pods.filter((pod) => !others.some(({ id }) => id === pod.id)),
      });
    });
  });
});

const started = (log: readonly string[], kind: string): number =>
  log.filter((line) => line.includes(` ${kind} default/web-`)).length;

const availableOf = (world: World, hash: string | undefined): number =>
  world.pods.filter((pod) => pod.hash === hash && isActive(pod) && isAvailable(pod, 0, world.now)).length;

/** A workload whose first revision serves in full, and that is to move on to its last. */
const underway = (random: Random, spec: Partial<DeploymentSpec>) => {
  const rolling = workloadOf(revisions.slice(0, 2), spec);
  const pods = Array.from({ length: spec.replicas ?? 1 }, (_, index) => podOf(`web-${index}`, revisions[0]!));
  return { random, desired: { workloads: [rolling] }, pods };
};

test('a loop that is killed anywhere and begun anew comes to the same end', async () => {
  await forAll(200, (random) => {
    const { run, world } = simulate({
      ...underway(random, anySpec(random)),
      failures: random.int(0, 5),
      kills: random.int(1, 10),
    });
    expect(run(40_000)).toBe('converged');
    expectConverged(world);
  });
});

describe('a rollout that goes well', () => {
  test('replaces each pod once and makes none for nothing', async () => {
    await forAll(200, (random) => {
      const replicas = random.int(0, 8);
      const { run, world, log } = simulate(underway(random, { ...anySpec(random), replicas }));
      expect(run(10_000)).toBe('converged');
      expectConverged(world);
      for (const kind of ['createPod', 'startPod', 'stopPod', 'removePod']) {
        expect([kind, started(log, kind)]).toEqual([kind, replicas]);
      }
    });
  });

  test('is not held up by old pods that never come up', async () => {
    await forAll(200, (random) => {
      const good = revisions.at(-1)!.hash;
      const { run, world } = simulate({
        random,
        desired: { workloads: [workloadOf(revisions, anySpec(random))] },
        pods: random.listOf({ min: 0, max: 8 }, (index) => anyPod(random, `web-${index}`, WEB)),
        health: new Map(
          revisions
            .filter(({ hash }) => hash !== good)
            .map(({ hash }) => [hash, random.pick(['neverReady', 'crashes'])]),
        ),
        failures: random.int(0, 10),
      });
      // Old pods crash for ever, so that time never stands still; the rollout has to be through all the same.
      run(10_000);
      expectConverged(world);
      expect(world.pods.filter(({ hash }) => hash !== good)).toEqual([]);
    });
  });
});

describe('a bad release', () => {
  const anyBadRelease = (random: Random) => {
    const trouble = random.pick(['neverReady', 'crashes', 'nowhere'] as const);
    return trouble === 'nowhere'
      ? { images: new Map([['web:2', trouble]]) }
      : { health: new Map([[revisions[1]!.hash, trouble]]) };
  };

  test('leaves the floor of old pods serving, and the next good one gets through', async () => {
    await forAll(150, (random) => {
      const replicas = random.int(1, 6);
      const spec = { ...anyRollingSpec(random), replicas, minReadySeconds: 0 };
      const bounds = replicaBounds(workloadOf(revisions, spec).resource.spec);
      const { run, world } = simulate({ ...underway(random, spec), ...anyBadRelease(random) });
      for (let minute = 0; minute < 5; minute++) {
        run(60);
        expect(availableOf(world, revisions[0]?.hash)).toBeGreaterThanOrEqual(bounds.floor);
      }
      world.desired = { workloads: [workloadOf(revisions, spec)] };
      run(5_000);
      expectConverged(world);
    });
  });

  test('does not gain ground when someone removes old pods', async () => {
    await forAll(150, (random) => {
      const replicas = random.int(2, 6);
      const spec = { ...anyRollingSpec(random), replicas, minReadySeconds: 0 };
      const bounds = replicaBounds(workloadOf(revisions, spec).resource.spec);
      const { run, world } = simulate({ ...underway(random, spec), ...anyBadRelease(random) });
      for (let round = 0; round < 4; round++) {
        run(random.int(1, 60));
        const serving = world.pods.filter(
          (pod) => pod.hash === revisions[0]?.hash && isActive(pod) && pod.ready,
        );
        const lost = serving.slice(0, random.int(0, serving.length - 1));
        world.pods = world.pods.filter((pod) => !lost.includes(pod));
      }
      run(120);
      // With no floor there is nothing to hold but what is there.
      const held = bounds.floor === 0 ? 0 : bounds.floor;
      expect(availableOf(world, revisions[0]?.hash)).toBeGreaterThanOrEqual(held);
    });
  });
});

describe('a plan', () => {
  const anyObservation = (random: Random) => {
    const desired = {
      workloads: [workloadOf(revisions, anySpec(random)), workloadOf(revisions, {}, { ref: DB })],
    };
    const pods = random.listOf({ min: 0, max: 9 }, (index) =>
      anyPod(random, `pod-${index}`, random.pick([WEB, DB, STRANGER])),
    );
    return { desired, pods };
  };

  test('is the same for the same cluster, in whatever order its pods are listed', async () => {
    await forAll(200, (random) => {
      const { desired, pods } = anyObservation(random);
      const plan = planNext(desired, { pods, images: new Map() }, NOON);
      const shuffled = { pods: structuredClone(random.shuffle(pods)), images: new Map() };
      expect(planNext(structuredClone(desired), shuffled, NOON)).toEqual(plan);
    });
  });

  test('is empty once all is as it should be', async () => {
    await forAll(100, (random) => {
      const spec = anySpec(random);
      const workload = workloadOf(revisions, spec);
      const pods = Array.from({ length: spec.replicas ?? 1 }, (_, index) =>
        podOf(`web-${index}`, revisions.at(-1)!),
      );
      const observed = { pods, images: new Map() };
      expect(planNext({ workloads: [workload] }, observed, NOON)).toEqual([]);
      expect(nextDue({ workloads: [workload] }, observed, NOON)).toBeUndefined();
    });
  });
});
