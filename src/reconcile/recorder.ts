import { randomUUID } from 'node:crypto';
import { writeOccurrences } from '../cluster/occurrences.ts';
import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/event.ts';
import { mergeOccurrences, type Occurrence } from '../model/occurrence.ts';
import { containersOf, needsSandbox, observedContainers } from '../model/containers.ts';
import {
  awaitsPull,
  lacksPlace,
  type ObservedContainer,
  type ObservedPod,
  type PodRef,
} from '../model/pod.ts';
import type { PlannedStep, Step } from '../model/step.ts';
import type { Container } from '../model/workload.ts';
import type { Runtime } from '../runtime/driver.ts';
import {
  backingOff,
  created,
  failed,
  held,
  killing,
  ownerSays,
  type PodIdentity,
  proxyFailed,
  scheduled,
  started,
  unhealthy,
} from './occurrences-of-step.ts';
import { createPullNews } from './pull-news.ts';
import { createScalings } from './scalings.ts';

/**
 * Writes down what happens while a cluster converges. It is written after the fact, several things at a time, and
 * a failure to write never fails or delays what is done.
 */
export interface Recorder {
  /** What is there as a turn begins. */
  readonly look: (pods: readonly ObservedPod[]) => void;
  readonly onEvent: (event: Event) => void;
  readonly close: () => Promise<void>;
}

/** Between two batches, so that others see what happens while it happens. */
const FLUSH_MS = 1_000;
/** Several things of one millisecond have happened one after the other: each is a microsecond later. */
const createOrder = (): ((at: number) => number) => {
  const counts = new Map<number, number>();
  return (at) => {
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return at + count / 1_000;
  };
};

const keyOf = ({ namespace, name }: Pick<PodRef, 'namespace' | 'name'>): string => `${namespace}/${name}`;

const containerKey = (pod: Pick<PodIdentity, 'uid'>, { name }: { name: string }): string =>
  `${pod.uid}/${name}`;

const byName = (pod: ObservedPod): ReadonlyMap<string, ObservedContainer> =>
  new Map(observedContainers(pod).map((container) => [container.name, container]));

const failsProbe = (before: ObservedContainer, now: ObservedContainer): boolean =>
  before.ready && !now.ready && before.state === 'running' && now.state === 'running';

export const createRecorder = ({ runtime, clock }: { runtime: Runtime; clock: Clock }): Recorder => {
  /** Pods by name, as they were last seen or are being made. */
  const pods = new Map<string, PodIdentity>();
  const seen = new Map<string, ObservedPod>();
  /** Those that have been told where they are to run. */
  const placed = new Set<string>();
  const leaving = new Set<string>();
  /** Containers that have told of their making. */
  const made = new Set<string>();
  /** A container may be asked to start again before it is seen to run. */
  const running = new Set<string>();
  const pulls = createPullNews();
  const inOrder = createOrder();
  let pending: Occurrence[] = [];
  let flushedAt = clock.now();
  /** Nothing may happen for a long time where a pod waits. */
  let hasNews = false;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): void => {
    hasNews = false;
    if (pending.length === 0) return;
    const batch = mergeOccurrences(pending);
    pending = [];
    flushedAt = clock.now();
    writing = Promise.all([writing, writeOccurrences(runtime, randomUUID(), batch)]).then(
      () => undefined,
      () => undefined,
    );
  };

  const note = (...occurrences: Occurrence[]): void => {
    for (const occurrence of occurrences) {
      const at = Number.isInteger(occurrence.first) ? inOrder(occurrence.first) : occurrence.first;
      pending.push({ ...occurrence, first: at, last: at });
    }
  };
  const scalings = createScalings({ note, inOrder });

  const begins = (pod: PodIdentity, at: number): void => {
    const key = keyOf(pod);
    if (!pods.has(key)) {
      scalings.scale(pod, 1, at);
      note(...ownerSays(pod, 'create', at));
    }
    pods.set(key, pod);
  };

  const isPlaced = (pod: PodIdentity, at: number): void => {
    const key = keyOf(pod);
    if (!placed.has(key)) note(scheduled(pod, at));
    placed.add(key);
  };

  const leaves = (ref: PodRef, at: number): void => {
    const pod = pods.get(keyOf(ref));
    if (pod === undefined || leaving.has(keyOf(ref))) return;
    leaving.add(keyOf(ref));
    scalings.scale(pod, -1, at);
    note(...ownerSays(pod, 'delete', at), ...killing(pod, at));
  };

  const stepStarted = (step: Step, at: number): void => {
    if (step.kind === 'pullImage') pulls.started(step.image, at);
    const isLeaving = step.kind === 'retirePod' || step.kind === 'stopPod' || step.kind === 'removePod';
    if (isLeaving) leaves(step.pod, at);
  };

  const isMade = (pod: PodIdentity, container: Container, at: number): void => {
    const key = containerKey(pod, container);
    if (made.has(key)) return;
    made.add(key);
    note(...pulls.ofMade(pod, container, at), created(pod, container, at));
  };

  /** Of several containers each is made when its turn comes, as far as anyone wants to know. */
  const starts = (pod: PodIdentity, names: readonly string[] | undefined, at: number): void => {
    for (const container of containersOf(pod)) {
      const key = containerKey(pod, container);
      if (names?.includes(container.name) === false || running.has(key)) continue;
      running.add(key);
      if (needsSandbox(pod.spec)) isMade(pod, container, at);
      note(started(pod, container, at));
    }
  };

  const stepEnded = (step: Step, at: number): void => {
    if (step.kind === 'pullImage') pulls.ended(step.image, at);
    else if (step.kind === 'createPod') {
      begins(step.pod, at);
      isPlaced(step.pod, at);
      if (!needsSandbox(step.pod.spec)) for (const one of containersOf(step.pod)) isMade(step.pod, one, at);
    } else if (step.kind === 'holdPod') {
      begins(step.pod, at);
      if (!lacksPlace(step.waiting)) isPlaced(step.pod, at);
      note(...pulls.ofWaiting(step.pod));
      if (!awaitsPull(step.waiting)) note(held(step.pod, step.waiting, at));
      hasNews = true;
    } else if (step.kind === 'startPod') {
      const pod = pods.get(keyOf(step.pod));
      if (pod !== undefined) starts(pod, step.containers, at);
    }
  };

  const stepFailed = ({ step }: PlannedStep, code: string, message: string, at: number): void => {
    if (step.kind === 'pullImage') {
      pulls.ended(step.image, at, message);
      return;
    }
    // An image that is not there is found out by trying; it is pulled.
    if (code === 'imageNotFound') return;
    if ('proxy' in step) {
      note(proxyFailed(step.proxy.service, message, at));
      return;
    }
    if (step.kind !== 'createPod' && step.kind !== 'startPod') return;
    const pod = step.kind === 'createPod' ? step.pod : pods.get(keyOf(step.pod));
    if (pod !== undefined) note(failed(pod, message, at));
  };

  /** What the engine did by itself since the last look. */
  const compare = (before: ObservedPod, pod: ObservedPod, at: number): void => {
    if (pod.terminating) return;
    const earlier = byName(before);
    const present = byName(pod);
    for (const container of containersOf(pod)) {
      const was = earlier.get(container.name);
      const is = present.get(container.name);
      if (was === undefined || is === undefined) continue;
      if (is.state === 'restarting' && was.state !== 'restarting') note(backingOff(pod, container, at));
      else if (is.restarts > was.restarts && is.state === 'running') note(started(pod, container, at));
      else if (failsProbe(was, is)) note(unhealthy(pod, container, at));
    }
  };

  /** What has stopped can be started again. */
  const forgetRuns = (pod: ObservedPod): void => {
    for (const container of observedContainers(pod)) {
      if (container.state === 'exited' || container.state === 'paused') {
        running.delete(containerKey(pod, container));
      }
    }
  };

  return {
    look: (observed) => {
      const now = clock.now();
      scalings.look(observed, now);
      for (const pod of observed) {
        const key = keyOf(pod);
        const before = seen.get(key);
        pods.set(key, pod);
        seen.set(key, pod);
        if (!lacksPlace(pod.waiting)) placed.add(key);
        if (pod.terminating) leaving.add(key);
        forgetRuns(pod);
        if (before?.uid === pod.uid) compare(before, pod, now);
      }
      if (hasNews || now - flushedAt >= FLUSH_MS) flush();
    },
    onEvent: (event) => {
      const now = clock.now();
      if (event.type === 'stepStarted') stepStarted(event.planned.step, now);
      else if (event.type === 'stepEnded') stepEnded(event.planned.step, now);
      else if (event.type === 'stepFailed') stepFailed(event.planned, event.code, event.message, now);
    },
    close: async () => {
      scalings.endAll();
      flush();
      await writing;
    },
  };
};
