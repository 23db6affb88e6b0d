import { describe, expect, test } from 'vitest';
import type { ObservedPod, PodState } from '../../../src/model/pod.ts';
import { sameRef } from '../../../src/model/resource.ts';
import type { ObjectRef } from '../../../src/model/resource.ts';
import type { DesiredWorkload } from '../../../src/model/state.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import { rolloutStatus } from '../../../src/planner/rollout-status.ts';
import { forAll } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';
import { NOON, podOf, revisionsOf, templateOf, WEB, workloadOf } from '../../support/workloads.ts';
import { simulate } from './simulation.ts';
import type { World } from './simulation.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'), templateOf('web:3'));
const DB: ObjectRef = { ...WEB, name: 'db' };
const STRANGER: ObjectRef = { ...WEB, name: 'stranger' };

const states: PodState[] = [
  'created',
  'running',
  'running',
  'running',
  'restarting',
  'paused',
  'exited',
  'dead',
];

const anyPod = (random: Random, name: string, owner: ObjectRef | undefined, of = revisions): ObservedPod => {
  const state = random.pick(states);
  const { owner: _, ...pod } = podOf(name, random.pick(of), {
    state,
    ready: state === 'running' && random.chance(0.7),
    terminating: random.chance(0.15),
    createdAt: NOON - random.int(0, 100_000),
    startedAt: NOON - random.int(0, 50_000),
    restarts: random.chance(0.2) ? random.int(1, 5) : 0,
  });
  return owner === undefined ? pod : { ...pod, owner };
};

const anyRollingSpec = (random: Random): Partial<DeploymentSpec> => ({
  replicas: random.int(0, 6),
  minReadySeconds: random.pick([0, 0, 0, 5]),
  strategy: {
    type: 'RollingUpdate',
    rollingUpdate: {
      maxSurge: random.pick([0, 1, 2, 5, '25%', '50%', '100%']),
      maxUnavailable: random.pick([0, 1, 2, 5, '25%', '50%', '100%']),
    },
  },
});

const anySpec = (random: Random): Partial<DeploymentSpec> =>
  random.chance(0.2)
    ? { replicas: random.int(0, 6), strategy: { type: 'Recreate' } }
    : anyRollingSpec(random);

const patch = (workload: DesiredWorkload, spec: Partial<DeploymentSpec>): DesiredWorkload => ({
  ...workload,
  resource: { ...workload.resource, spec: { ...workload.resource.spec, ...spec } },
});

/** What other people do to pods and workloads while a rollout is under way. */
const anyDisaster = (random: Random): ((world: World) => void) => {
  const touch = (change: (pod: ObservedPod) => ObservedPod | undefined) => (world: World) => {
    const own = world.pods.filter((pod) => pod.owner !== undefined && sameRef(pod.owner, WEB));
    if (own.length === 0) return;
    const victim = world.random.pick(own);
    world.pods = world.pods.flatMap((pod) => (pod === victim ? (change(pod) ?? []) : [pod]));
  };
  const stopped = (state: PodState) =>
    touch((pod) => (pod.state === 'running' ? { ...pod, state, ready: false } : pod));
  const configure = (change: (workload: DesiredWorkload) => DesiredWorkload) => (world: World) => {
    const workloads = world.desired.workloads.map((workload) =>
      workload.ref.name === WEB.name && !workload.deleted ? change(workload) : workload,
    );
    world.desired = { workloads };
  };
  return random.pick([
    touch(() => undefined),
    stopped('exited'),
    stopped('paused'),
    stopped('dead'),
    touch((pod) => ({ ...pod, ready: false })),
    configure((workload) => patch(workload, { replicas: random.int(0, 6) })),
    configure((workload) => patch(workload, anySpec(random))),
    configure((workload) => ({ ...workload, revisions: random.shuffle(workload.revisions) })),
  ]);
};

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
    await forAll(400, (random) => {
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
