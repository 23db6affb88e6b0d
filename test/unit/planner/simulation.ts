import type { NewPod, ObservedPod } from '../../../src/model/pod.ts';
import { sameRef } from '../../../src/model/resource.ts';
import type { DesiredState, ImageFact, ObservedState } from '../../../src/model/state.ts';
import { stepKey, stepText } from '../../../src/model/step.ts';
import type { PlannedStep, Step } from '../../../src/model/step.ts';
import { nextDue } from '../../../src/planner/next-due.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import type { Random } from '../../support/random.ts';
import { createSimulatedProxies } from './simulated-proxies.ts';
import { NOON } from '../../support/workloads.ts';
import { wrongInPlan, wrongInStep } from './invariants.ts';

/** How the pods of a revision behave once they are started. */
export type Health = 'good' | 'neverReady' | 'crashes';

interface Flight {
  planned: PlannedStep;
  endsAt: number;
  fails: boolean;
}

export interface Options {
  random: Random;
  desired: DesiredState;
  pods: ObservedPod[];
  /** By revision hash; good where nothing is said. */
  health?: Map<string, Health>;
  /** Images that a create does not find, and whether a pull finds them. */
  images?: Map<string, 'pullable' | 'nowhere'>;
  /** How many steps may fail, in all. */
  failures?: number;
  /** How often the loop is killed and begun anew. The engine finishes what it was asked to do, and nobody knows. */
  kills?: number;
  /** What happens to the cluster from outside, each once, at any moment. */
  disasters?: ((world: World) => void)[];
  /** Looks at the cluster before each plan; `leadTo` says whether some proxy sends requests to a pod. */
  onTurn?: (world: World, leadTo: (pod: ObservedPod) => boolean) => void;
}

export interface World {
  readonly random: Random;
  desired: DesiredState;
  pods: ObservedPod[];
  now: number;
}

export interface Simulation {
  world: World;
  /** Runs until nothing is left to do, or `seconds` have passed; says which. */
  run: (seconds: number) => 'converged' | 'timed out';
  /** The steps that were started, as text. */
  log: string[];
}

const fail = (message: string, log: readonly string[]): never => {
  throw new Error([message, ...log.slice(-25)].join('\n  '));
};

/**
 * A cluster that the steps of plans act upon, side by side, with random durations, failures and accidents. It runs
 * the loop as reconcile does and checks after every single step what a plan must never break.
 */
export const simulate = (options: Options): Simulation => {
  const { random } = options;
  const health = options.health ?? new Map<string, Health>();
  const stock = options.images ?? new Map<string, 'pullable' | 'nowhere'>();
  const disasters = [...(options.disasters ?? [])];
  let failures = options.failures ?? 0;
  let kills = options.kills ?? 0;
  let ghosts: Flight[] = [];
  const world: World = { random, desired: options.desired, pods: options.pods, now: NOON };
  const images = new Map<string, ImageFact>();
  const flights = new Map<string, Flight>();
  /** When something happens to a pod by itself, by its id. */
  const alarms = new Map<string, number>();
  const log: string[] = [];
  /** Steps of the last plan that found no place. They may begin late, before the cluster is looked at again. */
  let queue: PlannedStep[] = [];
  let created = 0;
  const proxies = createSimulatedProxies();

  const change = (id: string, patch: Partial<ObservedPod>) => {
    world.pods = world.pods.map((pod) => (pod.id === id ? { ...pod, ...patch } : pod));
  };
  const find = (step: Extract<Step, { pod: unknown }>) =>
    world.pods.find(({ namespace, name }) => namespace === step.pod.namespace && name === step.pod.name);

  const newcomer = (pod: NewPod, id: string): ObservedPod => ({
    ...pod,
    id,
    state: 'creating',
    ready: false,
    terminating: false,
    createdAt: world.now,
    restarts: 0,
  });

  const observe = (): ObservedState => {
    const leaving = new Set<string>();
    const creating: ObservedPod[] = [];
    for (const { planned } of flights.values()) {
      const { step } = planned;
      if (step.kind === 'stopPod' || step.kind === 'retirePod' || step.kind === 'removePod')
        leaving.add(step.pod.id);
      if (step.kind === 'createPod') creating.push(newcomer(step.pod, ''));
      if (step.kind === 'holdPod' && find(step) === undefined)
        creating.push({ ...newcomer(step.pod, ''), state: 'waiting', waiting: step.waiting });
    }
    const made = new Set(creating.map(({ uid }) => uid));
    const here = world.pods.filter(({ uid, state }) => state !== 'waiting' || !made.has(uid));
    const pods = here.map((pod) => (leaving.has(pod.id) ? { ...pod, terminating: true } : pod));
    return {
      pods: random.shuffle([...pods, ...creating]),
      images,
      proxies: proxies.observed([...flights.values()].map(({ planned }) => planned.step)),
    };
  };

  const begin = (planned: PlannedStep) => {
    const { step } = planned;
    const wrong =
      wrongInStep(planned, world.desired, observe(), world.now) ??
      (step.kind === 'stopPod' ? proxies.wrongInStop(find(step)) : undefined);
    // What a killed loop had begun may still come on top of the ceiling.
    if (wrong !== undefined && !(step.kind === 'createPod' && options.kills !== undefined)) fail(wrong, log);
    const fails = failures > 0 && random.chance(0.2);
    if (fails) failures--;
    log.push(`${((world.now - NOON) / 1000).toFixed(1)} ${stepText(step)}${fails ? ' (fails)' : ''}`);
    const duration = step.kind === 'stopPod' ? random.int(1, 31_000) : random.int(1, 800);
    flights.set(stepKey(step), { planned, endsAt: world.now + duration, fails });
    if (step.kind === 'stopPod') {
      change(step.pod.id, { terminating: true, ready: false });
      alarms.delete(step.pod.id);
    }
  };

  const startRun = (pod: ObservedPod, restarts: number) => {
    const behaviour = health.get(pod.hash) ?? 'good';
    // A crashing pod is the worst kind: it has no probe, so it seems ready until it ends, perhaps once it was trusted.
    const crashes = behaviour === 'crashes';
    change(pod.id, { state: 'running', startedAt: world.now, ready: crashes, restarts });
    if (behaviour === 'neverReady') alarms.delete(pod.id);
    else alarms.set(pod.id, world.now + random.int(0, crashes ? 1_900 : 4_000));
  };

  const end = ({ planned, fails }: Flight) => {
    const { step } = planned;
    if ('proxy' in step) {
      if (!fails) proxies.apply(step);
      return;
    }
    if (step.kind === 'pullImage') {
      const found = !fails && stock.get(step.image) !== 'nowhere';
      if (found) stock.delete(step.image);
      images.set(
        step.image,
        found
          ? { state: 'present' }
          : {
              state: 'failed',
              code: 'notFound',
              message: 'no such image',
              tries: 1,
              retryAt: world.now + 10_000,
            },
      );
      return;
    }
    if (step.kind === 'holdPod') {
      const before = find(step);
      if (fails || (before !== undefined && before.state !== 'waiting')) return;
      if (before !== undefined) change(before.id, { waiting: step.waiting });
      else
        world.pods = [
          ...world.pods,
          { ...newcomer(step.pod, `held-${step.pod.uid}`), state: 'waiting', waiting: step.waiting },
        ];
      return;
    }
    if (step.kind === 'createPod') {
      const image = step.pod.spec.containers[0]?.image ?? '';
      if (stock.has(image)) {
        images.set(image, { state: 'missing' });
        return;
      }
      // A call that failed may have had its effect all the same. The engine gives a name once.
      const rival = find(step);
      if ((fails && random.chance()) || (rival !== undefined && rival.state !== 'waiting')) return;
      world.pods = world.pods.filter((pod) => pod !== rival);
      created++;
      world.pods = [
        ...world.pods,
        { ...newcomer(step.pod, `new-${created}`), state: 'created', ip: `10.1.0.${created}` },
      ];
      return;
    }
    if (step.kind === 'removeClaim') return;
    const pod = find(step);
    if (pod === undefined) return;
    if (step.kind === 'startPod' && !fails && !pod.terminating && pod.state !== 'running') startRun(pod, 0);
    if (step.kind === 'retirePod' && !fails) change(pod.id, { terminating: true });
    if (step.kind === 'stopPod' && !fails) change(pod.id, { state: 'exited', ready: false });
    if (step.kind === 'removePod') {
      if (fails) change(pod.id, { state: 'dead', ready: false });
      else world.pods = world.pods.filter(({ id }) => id !== pod.id);
      alarms.delete(pod.id);
    }
  };

  const ring = (id: string) => {
    alarms.delete(id);
    const pod = world.pods.find((candidate) => candidate.id === id);
    if (pod === undefined || pod.terminating || (pod.state !== 'running' && pod.state !== 'restarting'))
      return;
    if (pod.state === 'running' && health.get(pod.hash) !== 'crashes') change(id, { ready: true });
    else if (pod.state === 'running') {
      change(id, { state: 'restarting', ready: false });
      alarms.set(id, world.now + random.int(1, 3_000));
    } else startRun(pod, pod.restarts + 1);
  };

  /** Moves time to the next thing that happens; false when nothing ever will. */
  const pass = (until: number): boolean => {
    const due = nextDue(world.desired, observe(), world.now);
    const moments = [...alarms.values(), ...[...flights.values(), ...ghosts].map(({ endsAt }) => endsAt)];
    if (due !== undefined) moments.push(due);
    if (moments.length === 0) return false;
    world.now = Math.min(until, Math.max(world.now, Math.min(...moments)));
    for (const ghost of ghosts) if (ghost.endsAt <= world.now) end(ghost);
    ghosts = ghosts.filter(({ endsAt }) => endsAt > world.now);
    for (const [key, flight] of flights) {
      if (flight.endsAt > world.now) continue;
      flights.delete(key);
      end(flight);
      const [next, ...rest] = queue;
      if (next === undefined || flights.has(stepKey(next.step))) continue;
      queue = rest;
      begin(next);
    }
    for (const [id, moment] of alarms) if (moment <= world.now) ring(id);
    return true;
  };

  const isOwned = (pod: ObservedPod) =>
    world.desired.workloads.some(({ ref }) => pod.owner !== undefined && sameRef(pod.owner, ref));

  /** Pods that were there from the start, or that an accident befell, come up by themselves as others do. */
  const setAlarms = () => {
    for (const pod of world.pods) {
      if (!isOwned(pod) || pod.terminating || alarms.has(pod.id)) continue;
      const comesUp = pod.state === 'running' && !pod.ready && health.get(pod.hash) !== 'neverReady';
      if (comesUp || pod.state === 'restarting') alarms.set(pod.id, world.now + random.int(0, 5_000));
    }
  };

  const run = (seconds: number): 'converged' | 'timed out' => {
    const until = world.now + seconds * 1000;
    setAlarms();
    for (let turns = 0; world.now < until; turns++) {
      if (turns > 5_000) fail('goes round in circles', log);
      if (disasters.length > 0 && random.chance(0.15)) {
        const [disaster] = disasters.splice(random.int(0, disasters.length - 1), 1);
        disaster?.(world);
        setAlarms();
      }
      if (kills > 0 && random.chance(0.1)) {
        kills--;
        ghosts.push(...flights.values());
        flights.clear();
        queue = [];
      }
      options.onTurn?.(world, proxies.leadTo);
      const observed = observe();
      const plan = planNext(world.desired, observed, world.now);
      const wrong = wrongInPlan(plan, world.desired, observed, world.now);
      if (wrong !== undefined) fail(wrong, log);
      const bound = random.int(1, 6);
      const startable = random.shuffle(plan).filter(({ step }) => !flights.has(stepKey(step)));
      for (const planned of startable.slice(0, bound)) begin(planned);
      queue = startable.slice(bound).filter(({ step }) => step.kind !== 'stopPod');
      if (startable.length > bound && random.chance()) continue;
      if (!pass(until) && plan.length === 0 && disasters.length === 0) return 'converged';
    }
    return 'timed out';
  };

  return { world, run, log };
};
