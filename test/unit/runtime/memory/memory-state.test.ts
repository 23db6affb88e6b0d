import { NO_CONFIG } from '../../../../src/model/pod-config.ts';
import { expect, test } from 'vitest';
import type { NewPod } from '../../../../src/model/pod.ts';
import type { ImageBehaviour } from '../../../../src/runtime/memory/image-behaviour.ts';
import { needsSandbox } from '../../../../src/model/containers.ts';
import { crash, pause } from '../../../../src/runtime/memory/memory-container.ts';
import {
  askPodToStop,
  moveContainers,
  observedPod,
  startNext,
} from '../../../../src/runtime/memory/memory-pod.ts';
import {
  addPod,
  advance,
  dropPod,
  emptyState,
  type MemoryState,
  movePod,
} from '../../../../src/runtime/memory/memory-state.ts';
import { createRandom, forAll, type Random } from '../../../support/random.ts';

const IMAGES = ['a:1', 'b:1', 'c:1', 'd:1'];

const randomBehaviour = (random: Random): Partial<ImageBehaviour> => {
  const ends = random.maybe(() => ({ afterMs: random.int(0, 20_000), exitCode: random.int(0, 2) }));
  return {
    startMs: random.int(0, 500),
    readyAfterMs: random.pick([0, null, random.int(1, 5_000)]),
    termMs: random.pick([null, random.int(0, 40_000)]),
    ...(ends === undefined ? {} : { ends }),
  };
};

const randomPod = (random: Random, serial: number): NewPod => ({
  namespace: 'default',
  name: `pod-${serial}`,
  uid: `${serial}`,
  labels: {},
  annotations: {},
  hash: 'h',
  spec: {
    ...random.maybe(() => ({
      initContainers: [
        { name: 'setup', image: random.pick(IMAGES) },
        { name: 'mesh', image: random.pick(IMAGES), restartPolicy: 'Always' as const },
      ],
    })),
    containers: [
      { name: 'main', image: random.pick(IMAGES) },
      ...(random.chance(0.3) ? [{ name: 'other', image: random.pick(IMAGES) }] : []),
    ],
    restartPolicy: random.pick(['Always', 'OnFailure', 'Never'] as const),
  },
});

const EVERY = ['setup', 'mesh', 'main', 'other'];

/** One thing that somebody does to the engine. */
const act = (state: MemoryState, random: Random, now: number): MemoryState => {
  if (state.pods.length === 0 || random.chance(0.2)) {
    return addPod(state, randomPod(random, state.lastId), NO_CONFIG, now);
  }
  const ref = random.pick(state.pods);
  const move = random.pick([
    () => movePod(state, ref, (pod) => startNext(pod, now)),
    () => movePod(state, ref, (pod) => startNext(pod, now)),
    () => movePod(state, ref, (pod) => askPodToStop(pod, EVERY, now, random.int(0, 30_000))),
    () => movePod(state, ref, (pod) => moveContainers(pod, (one) => pause(one, now))),
    () => movePod(state, ref, (pod) => moveContainers(pod, (one) => crash(one, now, random.int(0, 2)))),
    () => dropPod(state, ref),
  ]);
  return move();
};

/** Lives through a random history; `advanced` is how time passes in it. */
const live = (random: Random, advanced: (state: MemoryState, until: number) => MemoryState): MemoryState => {
  const images = IMAGES.map((image) => [image, { present: true, behaviour: randomBehaviour(random) }]);
  let state: MemoryState = { ...emptyState, images: Object.fromEntries(images) };
  let now = 0;
  for (let turn = 0; turn < 40; turn += 1) {
    now += random.int(0, 8_000);
    state = act(advanced(state, now), random, now);
  }
  return advanced(state, now + 100_000);
};

test('it makes no difference how often somebody looks', () =>
  forAll(60, (random) => {
    const { seed } = random;
    let last = 0;
    const inSmallSteps = (state: MemoryState, until: number): MemoryState => {
      let current = state;
      for (let now = last; now < until; now += 37) current = advance(current, now);
      last = until;
      return advance(current, until);
    };
    const seldom = live(random, advance);
    const often = live(createRandom(seed), inSmallSteps);
    expect(often).toEqual(seldom);
  }));

test('what is announced of a pod of one container is its whole life, in order', () =>
  forAll(60, (random) => {
    const isAlone = new Set<string>();
    const state = live(random, (before, until) => {
      for (const { asked } of before.pods) if (!needsSandbox(asked.spec)) isAlone.add(asked.name);
      return advance(before, until);
    });
    const lives = new Map<string, string>();
    for (const { pod, change } of state.events) {
      if (change === 'other' || change === 'health' || !isAlone.has(pod.name)) continue;
      lives.set(pod.name, `${lives.get(pod.name) ?? ''} ${change}`.trim());
    }
    for (const [name, life] of lives) {
      expect(`${name} ${life}`).toMatch(/^\S+ created( started stopped)*( started| removed)?$/);
      const pod = state.pods.find(({ asked }) => asked.name === name);
      const { state: last } = pod === undefined ? { state: 'gone' } : observedPod(pod);
      const isUp = last === 'running' || last === 'paused';
      expect(life.endsWith('removed')).toBe(pod === undefined);
      expect(life.endsWith('started')).toBe(isUp);
    }
  }));

test('a pod that was asked to end never runs again by itself', () =>
  forAll(60, (random) => {
    const state = live(random, advance);
    const stopped = state.pods.reduce(
      (current, ref) => movePod(current, ref, (pod) => askPodToStop(pod, EVERY, 500_000, 30_000)),
      advance(state, 500_000),
    );
    for (const pod of advance(stopped, 600_000).pods) {
      expect(pod.terminating).toBe(true);
      for (const container of pod.containers) {
        expect(container).toMatchObject({ ready: false, agenda: {} });
        expect(['created', 'exited']).toContain(container.state);
      }
    }
  }));
