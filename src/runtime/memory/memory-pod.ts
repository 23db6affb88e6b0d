import type { NewPod, ObservedPod, PodState, Waiting } from '../../model/pod.ts';
import type { PodChange } from '../driver.ts';
import { type ImageBehaviour, readyDelayMs } from './image-behaviour.ts';
import type { MemoryFile } from './memory-files.ts';
import { type LoggedLine, withLines } from './memory-log.ts';

/** A simulated pod: plain data, and pure functions that say what becomes of it. */
export interface MemoryPod {
  readonly id: string;
  readonly asked: NewPod;
  readonly behaviour: ImageBehaviour;
  readonly ip: string;
  readonly names?: readonly string[];
  readonly createdAt: number;
  readonly state: Exclude<PodState, 'creating' | 'dead'>;
  readonly waiting?: Waiting;
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly restarts: number;
  /** The last lines of all its runs. */
  readonly written: readonly LoggedLine[];
  readonly startedAt?: number;
  readonly pausedAt?: number;
  readonly exitCode?: number;
  /** How long the engine waits before it starts the pod again. */
  readonly backoffMs: number;
  readonly agenda: Agenda;
  /** What was put into it. */
  readonly files?: readonly MemoryFile[];
  readonly configVersion?: string;
}

/** What will happen to a pod by itself, and when. */
interface Agenda {
  readonly start?: number;
  readonly ready?: number;
  readonly end?: { readonly at: number; readonly exitCode: number };
}

export interface Moved {
  readonly pod: MemoryPod;
  readonly changes: readonly PodChange['change'][];
}

/** As Docker has them. */
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 60_000;
const STEADY_RUN_MS = 10_000;
const KILLED = 137;

const unmoved = (pod: MemoryPod): Moved => ({ pod, changes: [] });

export const newMemoryPod = (
  asked: NewPod,
  identity: Pick<MemoryPod, 'id' | 'ip' | 'names' | 'behaviour' | 'createdAt'>,
): MemoryPod => ({
  ...identity,
  asked,
  state: 'created',
  ready: false,
  terminating: false,
  restarts: 0,
  written: [],
  backoffMs: FIRST_BACKOFF_MS,
  agenda: {},
});

/** A pod keeps its address while the engine starts it again. */
const hasAddress = ({ state }: MemoryPod): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting';

export const heldMemoryPod = (
  asked: NewPod,
  waiting: Waiting,
  identity: Pick<MemoryPod, 'id' | 'ip' | 'behaviour' | 'createdAt'>,
): MemoryPod => ({ ...newMemoryPod(asked, identity), state: 'waiting', waiting });

export const observedPod = (pod: MemoryPod): ObservedPod => ({
  ...pod.asked,
  id: pod.id,
  state: pod.state,
  ...(pod.waiting && { waiting: pod.waiting }),
  ...(pod.configVersion !== undefined && { configVersion: pod.configVersion }),
  ready: pod.ready && pod.state === 'running',
  terminating: pod.terminating,
  createdAt: pod.createdAt,
  restarts: pod.restarts,
  ...(hasAddress(pod) && pod.ip !== '' ? { ip: pod.ip } : {}),
  ...(hasAddress(pod) && pod.names ? { names: [...pod.names] } : {}),
  ...(pod.startedAt === undefined ? {} : { startedAt: pod.startedAt }),
  ...(pod.exitCode === undefined ? {} : { exitCode: pod.exitCode }),
});

/** When the next thing happens to it by itself. Nothing happens to a pod that is paused. */
export const dueAt = (pod: MemoryPod): number | undefined => {
  const { start, ready, end } = pod.agenda;
  const moments = [start, ready, end?.at].filter((at) => at !== undefined);
  return pod.state === 'paused' || moments.length === 0 ? undefined : Math.min(...moments);
};

const begin = (pod: MemoryPod, at: number): Moved => {
  const { exitCode: _, ...rest } = pod;
  const readyMs = readyDelayMs(pod.behaviour, pod.asked.spec);
  const { ends } = pod.behaviour;
  const agenda: Agenda = {
    ...(readyMs === null || readyMs === 0 ? {} : { ready: at + readyMs }),
    ...(ends === undefined ? {} : { end: { at: at + ends.afterMs, exitCode: ends.exitCode } }),
  };
  const restarts = pod.state === 'restarting' ? pod.restarts + 1 : 0;
  const begun: MemoryPod = {
    ...rest,
    state: 'running',
    ready: readyMs === 0,
    startedAt: at,
    restarts,
    written: withLines(pod.written, pod.behaviour.writes, at),
    agenda,
  };
  return { pod: begun, changes: ['started'] };
};

const startsAgain = ({ asked, terminating }: MemoryPod, exitCode: number): boolean => {
  const policy = asked.spec.restartPolicy ?? 'Always';
  return !terminating && (policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0));
};

const end = (pod: MemoryPod, at: number, exitCode: number): Moved => {
  const ended: MemoryPod = { ...pod, state: 'exited', ready: false, exitCode, agenda: {} };
  if (!startsAgain(pod, exitCode)) return { pod: ended, changes: ['stopped'] };
  const wasSteady = at - (pod.startedAt ?? at) >= STEADY_RUN_MS;
  const backoffMs = wasSteady ? FIRST_BACKOFF_MS : pod.backoffMs;
  return {
    pod: {
      ...ended,
      state: 'restarting',
      backoffMs: Math.min(backoffMs * 2, LONGEST_BACKOFF_MS),
      agenda: { start: at + backoffMs },
    },
    changes: ['stopped'],
  };
};

/** The first of the things that are due by `now`. */
export const step = (pod: MemoryPod, now: number): Moved => {
  const at = dueAt(pod);
  if (at === undefined || at > now) return unmoved(pod);
  const { start, ready, end: ending } = pod.agenda;
  if (at === start) return begin(pod, at);
  if (at === ending?.at) return end(pod, at, ending.exitCode);
  const { ready: _, ...agenda } = pod.agenda;
  return at === ready ? { pod: { ...pod, ready: true, agenda }, changes: ['health'] } : unmoved(pod);
};

export const pause = (pod: MemoryPod, now: number): Moved =>
  pod.state === 'running'
    ? { pod: { ...pod, state: 'paused', pausedAt: now }, changes: ['other'] }
    : unmoved(pod);

const resume = (pod: MemoryPod, now: number): Moved => {
  if (pod.state !== 'paused') return unmoved(pod);
  const { pausedAt = now, agenda, ...rest } = pod;
  const missed = now - pausedAt;
  const { ready, end } = agenda;
  const later: Agenda = {
    ...(ready === undefined ? {} : { ready: ready + missed }),
    ...(end === undefined ? {} : { end: { ...end, at: end.at + missed } }),
  };
  return { pod: { ...rest, state: 'running', agenda: later }, changes: ['other'] };
};

export const isStarting = (pod: MemoryPod): boolean =>
  pod.agenda.start !== undefined && pod.state !== 'restarting';

export const askToStart = (pod: MemoryPod, now: number): Moved => {
  switch (pod.state) {
    case 'paused':
      return resume(pod, now);
    case 'created':
    case 'exited':
      return isStarting(pod)
        ? unmoved(pod)
        : {
            pod: { ...pod, backoffMs: FIRST_BACKOFF_MS, agenda: { start: now + pod.behaviour.startMs } },
            changes: [],
          };
    case 'waiting':
    case 'running':
    case 'restarting':
      return unmoved(pod);
  }
};

/** The sooner of its own end, an end that was asked for before, and the one that is asked for now. */
const endWithin = (pod: MemoryPod, now: number, graceMs: number): Agenda => {
  const { termMs, termExitCode } = pod.behaviour;
  const asked =
    termMs !== null && termMs <= graceMs
      ? { at: now + termMs, exitCode: termExitCode }
      : { at: now + graceMs, exitCode: KILLED };
  const { end } = pod.agenda;
  return { ...pod.agenda, end: end !== undefined && end.at <= asked.at ? end : asked };
};

/** Marked for all to see; it runs on. */
export const retire = (pod: MemoryPod): Moved =>
  pod.terminating ? unmoved(pod) : { pod: { ...pod, terminating: true }, changes: ['other'] };

export const askToStop = (pod: MemoryPod, now: number, graceMs: number): Moved => {
  const marked: MemoryPod = { ...resume(pod, now).pod, terminating: true };
  const changes: Moved['changes'] = pod.terminating ? [] : ['other'];
  switch (marked.state) {
    case 'running':
    case 'paused':
      return { pod: { ...marked, agenda: endWithin(marked, now, graceMs) }, changes };
    case 'restarting':
      return { pod: { ...marked, state: 'exited', agenda: {} }, changes };
    case 'waiting':
    case 'created':
    case 'exited':
      return { pod: { ...marked, agenda: {} }, changes };
  }
};

/** It ends by itself now, as a crash does or `docker kill`. */
export const crash = (pod: MemoryPod, now: number, exitCode: number): Moved =>
  pod.state === 'running' ? end(pod, now, exitCode) : unmoved(pod);

/** What is announced of a pod that is removed by force. */
export const removalChanges = (pod: MemoryPod): Moved['changes'] =>
  pod.state === 'running' || pod.state === 'paused' ? ['stopped', 'removed'] : ['removed'];
