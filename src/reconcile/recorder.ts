import { randomUUID } from 'node:crypto';
import { writeOccurrences } from '../cluster/occurrences.ts';
import type { Clock } from '../model/clock.ts';
import type { Event } from '../model/event.ts';
import { mergeOccurrences, type Occurrence } from '../model/occurrence.ts';
import { isActive } from '../model/pod-counts.ts';
import type { ObservedPod, PodRef } from '../model/pod.ts';
import { type ObjectRef, refKey } from '../model/resource.ts';
import type { PlannedStep, Step } from '../model/step.ts';
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
  type Pull,
  pulled,
  replicaSetOf,
  scaled,
  scheduled,
  started,
  unhealthy,
} from './occurrences-of-step.ts';

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
/** Pods of one revision that come or go this close to each other are one change of scale. */
const SAME_SCALING_MS = 1_000;

/** A change of the number of a revision's pods, under way. */
interface Scaling {
  readonly deployment: ObjectRef;
  readonly replicaSet: string;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly lastAt: number;
}

const keyOf = ({ namespace, name }: Pick<PodRef, 'namespace' | 'name'>): string => `${namespace}/${name}`;

export const createRecorder = ({ runtime, clock }: { runtime: Runtime; clock: Clock }): Recorder => {
  /** Pods by name, as they were last seen or are being made. */
  const pods = new Map<string, PodIdentity>();
  const seen = new Map<string, ObservedPod>();
  const leaving = new Set<string>();
  /** A pod may be asked to start again before it is seen to run. */
  const running = new Set<string>();
  const pulls = new Map<string, Pull>();
  const scalings = new Map<string, Scaling>();
  let counts = new Map<string, number>();
  let pending: Occurrence[] = [];
  let flushedAt = clock.now();
  let writing: Promise<void> = Promise.resolve();

  const flush = (): void => {
    if (pending.length === 0) return;
    const batch = mergeOccurrences(pending);
    pending = [];
    flushedAt = clock.now();
    writing = Promise.all([writing, writeOccurrences(runtime, randomUUID(), batch)]).then(
      () => undefined,
      () => undefined,
    );
  };

  const endScalings = (isOver: (scaling: Scaling) => boolean): void => {
    for (const [key, scaling] of scalings) {
      if (!isOver(scaling)) continue;
      scalings.delete(key);
      counts.set(key, scaling.to);
      const { deployment, replicaSet, from, to, at } = scaling;
      pending.push(scaled(deployment, replicaSet, from, to, at));
    }
  };

  const scale = (pod: PodIdentity, by: 1 | -1, at: number): void => {
    const replicaSet = replicaSetOf(pod);
    if (replicaSet === undefined || pod.owner === undefined) return;
    const key = refKey(replicaSet);
    const turns = ({ from, to }: Scaling): boolean => to > from !== by > 0;
    endScalings((scaling) => scaling.replicaSet === replicaSet.name && turns(scaling));
    const open = scalings.get(key);
    const from = open?.from ?? counts.get(key) ?? 0;
    scalings.set(key, {
      deployment: pod.owner,
      replicaSet: replicaSet.name,
      from,
      to: Math.max(0, (open?.to ?? from) + by),
      at: open?.at ?? at,
      lastAt: at,
    });
  };

  const takePull = (image: string): Pull | undefined => {
    const pull = pulls.get(image);
    if (pull?.endedAt === undefined) return undefined;
    pulls.delete(image);
    return pull;
  };

  const begins = (pod: PodIdentity, at: number): void => {
    const key = keyOf(pod);
    if (!pods.has(key)) {
      pending.push(scheduled(pod, at), ...ownerSays(pod, 'create', at));
      scale(pod, 1, at);
    }
    pods.set(key, pod);
  };

  const leaves = (ref: PodRef, at: number): void => {
    const pod = pods.get(keyOf(ref));
    if (pod === undefined || leaving.has(keyOf(ref))) return;
    leaving.add(keyOf(ref));
    pending.push(...killing(pod, at), ...ownerSays(pod, 'delete', at));
    scale(pod, -1, at);
  };

  const stepStarted = (step: Step, at: number): void => {
    if (step.kind === 'pullImage') pulls.set(step.image, { startedAt: at });
    const isLeaving = step.kind === 'retirePod' || step.kind === 'stopPod' || step.kind === 'removePod';
    if (isLeaving) leaves(step.pod, at);
  };

  /** What became of the images of a pod that has to wait, where it is known. */
  const failedPulls = (image: string): Pull | undefined =>
    pulls.get(image)?.error === undefined ? undefined : takePull(image);

  const stepEnded = (step: Step, at: number): void => {
    if (step.kind === 'pullImage') {
      pulls.set(step.image, { startedAt: at, ...pulls.get(step.image), endedAt: at });
    } else if (step.kind === 'createPod') {
      begins(step.pod, at);
      pending.push(...pulled(step.pod, at, takePull), ...created(step.pod, at));
    } else if (step.kind === 'holdPod') {
      begins(step.pod, at);
      const news = pulled(step.pod, at, failedPulls).filter(({ reason }) => reason !== 'Pulled');
      pending.push(...news, held(step.pod, step.waiting, at));
    } else if (step.kind === 'startPod') {
      const key = keyOf(step.pod);
      const pod = running.has(key) ? undefined : pods.get(key);
      running.add(key);
      if (pod !== undefined) pending.push(...started(pod, at));
    }
  };

  const stepFailed = ({ step }: PlannedStep, code: string, message: string, at: number): void => {
    if (step.kind === 'pullImage') {
      pulls.set(step.image, { startedAt: at, ...pulls.get(step.image), endedAt: at, error: message });
      return;
    }
    // An image that is not there is found out by trying; it is pulled.
    if (code === 'imageNotFound') return;
    if ('proxy' in step) {
      pending.push(proxyFailed(step.proxy.service, message, at));
      return;
    }
    if (step.kind !== 'createPod' && step.kind !== 'startPod') return;
    const pod = step.kind === 'createPod' ? step.pod : pods.get(keyOf(step.pod));
    if (pod !== undefined) pending.push(failed(pod, message, at));
  };

  /** What the engine did by itself since the last look. */
  const compare = (before: ObservedPod, pod: ObservedPod, at: number): Occurrence[] => {
    if (pod.terminating) return [];
    if (pod.state === 'restarting' && before.state !== 'restarting') return backingOff(pod, at);
    if (pod.restarts > before.restarts && pod.state === 'running') return started(pod, at);
    const failsProbe = before.ready && !pod.ready && pod.state === 'running' && before.state === 'running';
    return failsProbe ? unhealthy(pod, at) : [];
  };

  const countActive = (observed: readonly ObservedPod[]): Map<string, number> => {
    const active = new Map<string, number>();
    for (const pod of observed.filter(isActive)) {
      const replicaSet = replicaSetOf(pod);
      if (replicaSet === undefined) continue;
      const key = refKey(replicaSet);
      active.set(key, (active.get(key) ?? 0) + 1);
    }
    return active;
  };

  return {
    look: (observed) => {
      const now = clock.now();
      endScalings(({ lastAt }) => now - lastAt >= SAME_SCALING_MS);
      counts = countActive(observed);
      for (const pod of observed) {
        const key = keyOf(pod);
        const before = seen.get(key);
        pods.set(key, pod);
        seen.set(key, pod);
        if (pod.terminating) leaving.add(key);
        if (pod.state === 'exited' || pod.state === 'paused') running.delete(key);
        if (before?.uid === pod.uid) pending.push(...compare(before, pod, now));
      }
      if (now - flushedAt >= FLUSH_MS) flush();
    },
    onEvent: (event) => {
      const now = clock.now();
      if (event.type === 'stepStarted') stepStarted(event.planned.step, now);
      else if (event.type === 'stepEnded') stepEnded(event.planned.step, now);
      else if (event.type === 'stepFailed') stepFailed(event.planned, event.code, event.message, now);
    },
    close: async () => {
      endScalings(() => true);
      flush();
      await writing;
    },
  };
};
