import type { ObservedPod, PodState } from '../../../src/model/pod.ts';
import { sameRef } from '../../../src/model/resource.ts';
import type { ObjectRef } from '../../../src/model/resource.ts';
import type { DesiredWorkload } from '../../../src/model/state.ts';
import type { DeploymentSpec } from '../../../src/model/workload.ts';
import type { Random } from '../../support/random.ts';
import { NOON, podOf, revisionsOf, templateOf, WEB } from '../../support/workloads.ts';
import type { World } from './simulation.ts';

/** The first one is known to work. */
export const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'), templateOf('web:3')).map(
  (revision) => (revision.number === 1 ? { ...revision, rolledOut: true as const } : revision),
);
export const DB: ObjectRef = { ...WEB, name: 'db' };
export const STRANGER: ObjectRef = { ...WEB, name: 'stranger' };

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

export const anyPod = (
  random: Random,
  name: string,
  owner: ObjectRef | undefined,
  of = revisions,
): ObservedPod => {
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

export const anyRollingSpec = (random: Random): Partial<DeploymentSpec> => ({
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

export const anySpec = (random: Random): Partial<DeploymentSpec> =>
  random.chance(0.2)
    ? { replicas: random.int(0, 6), strategy: { type: 'Recreate' } }
    : anyRollingSpec(random);

const patch = (workload: DesiredWorkload, spec: Partial<DeploymentSpec>): DesiredWorkload => ({
  ...workload,
  resource: { ...workload.resource, spec: { ...workload.resource.spec, ...spec } },
});

/** What other people do to pods and workloads while a rollout is under way. */
export const anyDisaster = (random: Random): ((world: World) => void) => {
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
