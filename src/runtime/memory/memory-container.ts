import { isSidecar } from '../../model/containers.ts';
import type { ObservedContainer } from '../../model/pod.ts';
import type { Container, PodSpec } from '../../model/workload.ts';
import type { PodChange } from '../driver.ts';
import { type ImageBehaviour, readyDelayMs } from './image-behaviour.ts';
import type { MemoryFile } from './memory-files.ts';
import { type LoggedLine, withLines } from './memory-log.ts';

/** A simulated container: plain data, and pure functions that say what becomes of it. */
export interface MemoryContainer {
  readonly id: string;
  readonly name: string;
  readonly behaviour: ImageBehaviour;
  readonly imageId?: string | undefined;
  /** From the start of each run; null is never. */
  readonly readyMs: number | null;
  /** When the engine starts it again. */
  readonly restartOn: 'every end' | 'failure' | 'nothing';
  readonly state: Exclude<ObservedContainer['state'], 'dead'>;
  readonly ready: boolean;
  readonly restarts: number;
  /** The last lines of all its runs. */
  readonly written: readonly LoggedLine[];
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly pausedAt?: number;
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  readonly startError?: string;
  /** How long the engine waits before it starts the container again. */
  readonly backoffMs: number;
  readonly agenda: Agenda;
  /** What was put into it. */
  readonly files?: readonly MemoryFile[];
}

/** What will happen to a container by itself, and when. */
interface Agenda {
  readonly start?: number;
  readonly ready?: number;
  readonly end?: { readonly at: number; readonly exitCode: number; readonly asked?: boolean };
}

export interface MovedContainer {
  readonly container: MemoryContainer;
  readonly changes: readonly PodChange['change'][];
}

/** As Docker has them. */
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 60_000;
const STEADY_RUN_MS = 10_000;
const KILLED = 137;

const unmoved = (container: MemoryContainer): MovedContainer => ({ container, changes: [] });

/** An init container that has done its work is not started again, whatever the pod's policy. */
const restartOn = (
  { restartPolicy: policy = 'Always', initContainers = [] }: PodSpec,
  container: Container,
): MemoryContainer['restartOn'] => {
  if (isSidecar(container)) return 'every end';
  if (policy === 'Never') return 'nothing';
  return policy === 'OnFailure' || initContainers.includes(container) ? 'failure' : 'every end';
};

/** What its image makes of it. */
export type MadeOf = Pick<MemoryContainer, 'behaviour' | 'imageId'>;

export const newMemoryContainer = (
  id: string,
  spec: PodSpec,
  container: Container,
  { behaviour, imageId }: MadeOf,
): MemoryContainer => ({
  id,
  name: container.name,
  behaviour,
  imageId,
  readyMs: readyDelayMs(behaviour, container),
  restartOn: restartOn(spec, container),
  state: 'created',
  ready: false,
  restarts: 0,
  written: [],
  backoffMs: FIRST_BACKOFF_MS,
  agenda: {},
});

export const observedContainer = (container: MemoryContainer): ObservedContainer => {
  const {
    id,
    name,
    state,
    ready,
    restarts,
    imageId,
    startedAt,
    finishedAt,
    exitCode,
    outOfMemory,
    startError,
  } = container;
  return {
    id,
    name,
    state,
    ready: ready && state === 'running',
    restarts,
    ...(imageId !== undefined && { imageId }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(exitCode !== undefined && { exitCode }),
    ...(outOfMemory !== undefined && { outOfMemory }),
    ...(startError !== undefined && { startError }),
  };
};

/** When the next thing happens to it by itself. Nothing happens to one that is paused. */
export const dueAt = (container: MemoryContainer): number | undefined => {
  const { start, ready, end } = container.agenda;
  const moments = [start, ready, end?.at].filter((at) => at !== undefined);
  return container.state === 'paused' || moments.length === 0 ? undefined : Math.min(...moments);
};

const begin = (container: MemoryContainer, at: number): MovedContainer => {
  const { exitCode: _, outOfMemory: _outOfMemory, ...rest } = container;
  const { behaviour, readyMs } = container;
  const { ends } = behaviour;
  const agenda: Agenda = {
    ...(readyMs === null || readyMs === 0 ? {} : { ready: at + readyMs }),
    ...(ends === undefined ? {} : { end: { at: at + ends.afterMs, exitCode: ends.exitCode } }),
  };
  const begun: MemoryContainer = {
    ...rest,
    state: 'running',
    ready: readyMs === 0,
    startedAt: at,
    restarts: container.state === 'restarting' ? container.restarts + 1 : 0,
    written: withLines(container.written, behaviour.writes, at),
    agenda,
  };
  return { container: begun, changes: ['started'] };
};

const startsAgain = ({ restartOn: when }: MemoryContainer, exitCode: number): boolean =>
  when === 'every end' || (when === 'failure' && exitCode !== 0);

const end = (container: MemoryContainer, at: number, exitCode: number): MovedContainer => {
  const ended: MemoryContainer = {
    ...container,
    state: 'exited',
    ready: false,
    exitCode,
    finishedAt: at,
    ...(container.behaviour.ends?.outOfMemory === true && { outOfMemory: true }),
    agenda: {},
  };
  if (!startsAgain(container, exitCode)) return { container: ended, changes: ['stopped'] };
  const wasSteady = at - (container.startedAt ?? at) >= STEADY_RUN_MS;
  const backoffMs = wasSteady ? FIRST_BACKOFF_MS : container.backoffMs;
  return {
    container: {
      ...ended,
      state: 'restarting',
      backoffMs: Math.min(backoffMs * 2, LONGEST_BACKOFF_MS),
      agenda: { start: at + backoffMs },
    },
    changes: ['stopped'],
  };
};

/** The first of the things that are due by `now`. */
export const step = (container: MemoryContainer, now: number): MovedContainer => {
  const at = dueAt(container);
  if (at === undefined || at > now) return unmoved(container);
  const { start, ready, end: ending } = container.agenda;
  if (at === start) return begin(container, at);
  if (at === ending?.at) return end(container, at, ending.exitCode);
  const { ready: _, ...agenda } = container.agenda;
  return at === ready
    ? { container: { ...container, ready: true, agenda }, changes: ['health'] }
    : unmoved(container);
};

export const pause = (container: MemoryContainer, now: number): MovedContainer =>
  container.state === 'running'
    ? { container: { ...container, state: 'paused', pausedAt: now }, changes: ['other'] }
    : unmoved(container);

const resume = (container: MemoryContainer, now: number): MovedContainer => {
  if (container.state !== 'paused') return unmoved(container);
  const { pausedAt = now, agenda, ...rest } = container;
  const missed = now - pausedAt;
  const { ready, end } = agenda;
  const later: Agenda = {
    ...(ready === undefined ? {} : { ready: ready + missed }),
    ...(end === undefined ? {} : { end: { ...end, at: end.at + missed } }),
  };
  return { container: { ...rest, state: 'running', agenda: later }, changes: ['other'] };
};

export const isStarting = ({ agenda, state }: MemoryContainer): boolean =>
  agenda.start !== undefined && state !== 'restarting';

export const askToStart = (container: MemoryContainer, now: number): MovedContainer => {
  switch (container.state) {
    case 'paused':
      return resume(container, now);
    case 'created':
    case 'exited': {
      if (isStarting(container)) return unmoved(container);
      const { startFails: startError } = container.behaviour;
      if (startError !== undefined) return { container: { ...container, startError }, changes: ['other'] };
      const agenda = { start: now + container.behaviour.startMs };
      return { container: { ...container, backoffMs: FIRST_BACKOFF_MS, agenda }, changes: [] };
    }
    case 'running':
    case 'restarting':
      return unmoved(container);
  }
};

export const isEnding = ({ agenda }: MemoryContainer): boolean => agenda.end?.asked === true;

/** The engine lets it be once it has ended. */
export const lastRun = (container: MemoryContainer): MemoryContainer => ({
  ...container,
  restartOn: 'nothing',
});

/** The sooner of its own end, an end that was asked for before, and the one that is asked for now. */
const endWithin = (container: MemoryContainer, now: number, graceMs: number): Agenda => {
  const { termMs, termExitCode } = container.behaviour;
  const asked =
    termMs !== null && termMs <= graceMs
      ? { at: now + termMs, exitCode: termExitCode, asked: true }
      : { at: now + graceMs, exitCode: KILLED, asked: true };
  const { end } = container.agenda;
  return {
    ...container.agenda,
    end: end !== undefined && end.at <= asked.at ? { ...end, asked: true } : asked,
  };
};

export const askToStop = (container: MemoryContainer, now: number, graceMs: number): MovedContainer => {
  const marked = lastRun(resume(container, now).container);
  switch (marked.state) {
    case 'running':
    case 'paused':
      return { container: { ...marked, agenda: endWithin(marked, now, graceMs) }, changes: [] };
    case 'restarting':
      return { container: { ...marked, state: 'exited', agenda: {} }, changes: [] };
    case 'created':
    case 'exited':
      return { container: { ...marked, agenda: {} }, changes: [] };
  }
};

/** It ends by itself now, as a crash does or `docker kill`. */
export const crash = (container: MemoryContainer, now: number, exitCode: number): MovedContainer =>
  container.state === 'running' ? end(container, now, exitCode) : unmoved(container);

/** `docker stop`, which the engine does not undo. */
export const stopByHand = (container: MemoryContainer): MovedContainer =>
  container.state === 'running'
    ? {
        container: { ...container, state: 'exited', ready: false, exitCode: 0, agenda: {} },
        changes: ['stopped'],
      }
    : unmoved(container);
