import { containersOf, needsSandbox } from '../../model/containers.ts';
import { dueOf, summarize } from '../../model/pod-life.ts';
import type { NewPod, ObservedPod, Waiting } from '../../model/pod.ts';
import { DEFAULT_GRACE_SECONDS } from '../../model/workload.ts';
import type { PodChange } from '../driver.ts';
import {
  askToStart,
  askToStop,
  dueAt as containerDueAt,
  lastRun,
  type MadeOf,
  type MemoryContainer,
  type MovedContainer,
  newMemoryContainer,
  observedContainer,
  step as containerStep,
} from './memory-container.ts';

/** A simulated pod: plain data, and pure functions that say what becomes of it. */
export interface MemoryPod {
  readonly id: string;
  readonly asked: NewPod;
  readonly ip: string;
  readonly names?: readonly string[];
  readonly createdAt: number;
  /** Of a pod that cannot be made yet. It has no containers. */
  readonly waiting?: Waiting;
  readonly terminating: boolean;
  /** In the order in which they start. */
  readonly containers: readonly MemoryContainer[];
  readonly configVersion?: string;
}

export interface Moved {
  readonly pod: MemoryPod;
  readonly changes: readonly PodChange['change'][];
}

type Identity = Pick<MemoryPod, 'id' | 'ip' | 'names' | 'createdAt'>;

const unmoved = (pod: MemoryPod): Moved => ({ pod, changes: [] });

/** The container of a pod that has but one goes by the pod's name. */
const containerId = (pod: string, { spec }: NewPod, container: string): string =>
  needsSandbox(spec) ? `${pod}/${container}` : pod;

export const newMemoryPod = (
  asked: NewPod,
  identity: Identity,
  madeOf: (image: string) => MadeOf,
): MemoryPod => ({
  ...identity,
  asked,
  terminating: false,
  containers: containersOf(asked).map((container) =>
    newMemoryContainer(
      containerId(identity.id, asked, container.name),
      asked.spec,
      container,
      madeOf(container.image),
    ),
  ),
});

export const heldMemoryPod = (asked: NewPod, waiting: Waiting, identity: Identity): MemoryPod => ({
  ...identity,
  asked,
  terminating: false,
  containers: [],
  waiting,
});

/** A pod keeps its address while the engine starts it again. */
const hasAddress = ({ state }: Pick<ObservedPod, 'state'>): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting';

const runOf = ({
  asked,
  containers: made,
  waiting,
  terminating,
}: MemoryPod): Pick<ObservedPod, 'state' | 'ready' | 'restarts'> => {
  if (waiting !== undefined) return { state: 'waiting', ready: false, restarts: 0 };
  const observed = made.map(observedContainer);
  const [only] = observed;
  if (needsSandbox(asked.spec) || only === undefined) {
    const containers: Pick<ObservedPod, 'containers'> = { containers: observed };
    return { ...summarize(asked.spec, observed, terminating), ...containers };
  }
  const { name: _name, id: _id, ...run } = only;
  return run;
};

export const observedPod = (pod: MemoryPod): ObservedPod => {
  const run = runOf(pod);
  return {
    ...pod.asked,
    id: pod.id,
    ...run,
    ...(pod.waiting && { waiting: pod.waiting }),
    ...(pod.configVersion !== undefined && { configVersion: pod.configVersion }),
    terminating: pod.terminating,
    createdAt: pod.createdAt,
    ...(hasAddress(run) && pod.ip !== '' ? { ip: pod.ip } : {}),
    ...(hasAddress(run) && pod.names ? { names: [...pod.names] } : {}),
  };
};

export const dueAt = ({ containers }: MemoryPod): number | undefined => {
  const moments = containers.map(containerDueAt).filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
};

type Move = (container: MemoryContainer) => MovedContainer;

/** The pod after `move` moved those of its containers that `isMeant` names. */
export const moveContainers = (
  pod: MemoryPod,
  move: Move,
  isMeant: (container: MemoryContainer) => boolean = () => true,
): Moved => {
  const moved = pod.containers.map((container) =>
    isMeant(container) ? move(container) : { container, changes: [] },
  );
  const isSame = moved.every(({ container }, index) => container === pod.containers[index]);
  if (isSame) return unmoved(pod);
  return {
    pod: { ...pod, containers: moved.map(({ container }) => container) },
    changes: moved.flatMap(({ changes }) => changes),
  };
};

/** The first of the things that are due by `now`. */
export const step = (pod: MemoryPod, now: number): Moved => {
  const at = dueAt(pod);
  if (at === undefined || at > now) return unmoved(pod);
  const next = pod.containers.find((container) => containerDueAt(container) === at);
  return moveContainers(
    pod,
    (container) => containerStep(container, now),
    (container) => container === next,
  );
};

/** Starts what is to run next, and ends sidecars that nobody is left for. */
export const startNext = (pod: MemoryPod, now: number): Moved => {
  const { asked, containers } = pod;
  if (!needsSandbox(asked.spec)) return moveContainers(pod, (container) => askToStart(container, now));
  const graceMs = (asked.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS) * 1_000;
  const { start, stop } = dueOf(asked.spec, containers.map(observedContainer));
  const started = moveContainers(
    pod,
    (container) => askToStart(container, now),
    ({ name }) => start.includes(name),
  );
  const stopped = moveContainers(
    started.pod,
    (container) => askToStop(container, now, graceMs),
    ({ name }) => stop.includes(name),
  );
  return { pod: stopped.pod, changes: [...started.changes, ...stopped.changes] };
};

/** Marked for all to see; it runs on. */
export const retire = (pod: MemoryPod): Moved =>
  pod.terminating
    ? unmoved(pod)
    : {
        pod: { ...pod, terminating: true, containers: pod.containers.map(lastRun) },
        changes: ['other'],
      };

/** `names`: which of its containers are asked to end now. */
export const askPodToStop = (
  pod: MemoryPod,
  names: readonly string[],
  now: number,
  graceMs: number,
): Moved => {
  const marked = retire(pod);
  const asked = moveContainers(
    marked.pod,
    (container) => askToStop(container, now, graceMs),
    ({ name }) => names.includes(name),
  );
  return { pod: asked.pod, changes: [...marked.changes, ...asked.changes] };
};

/** What is announced of a pod that is removed by force. */
export const removalChanges = ({ containers }: MemoryPod): Moved['changes'] =>
  containers.some(({ state }) => state === 'running' || state === 'paused')
    ? ['stopped', 'removed']
    : ['removed'];
