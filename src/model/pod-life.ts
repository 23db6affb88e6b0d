import { isSidecar, sidecarsOf } from './containers.ts';
import type { ObservedContainer, ObservedRun, PodState } from './pod.ts';
import type { Container, PodSpec } from './workload.ts';

/**
 * What becomes of a pod of several containers, decided afresh from how they are: init containers run one after the
 * other, a sidecar among them runs on, and then the others start.
 */

type Seen = ReadonlyMap<string, ObservedContainer>;

const byName = (containers: readonly ObservedContainer[]): Seen =>
  new Map(containers.map((container) => [container.name, container]));

const isUp = ({ state }: ObservedContainer): boolean =>
  state === 'running' || state === 'restarting' || state === 'paused';

const hasBegun = (container: ObservedContainer | undefined): boolean =>
  container !== undefined && container.state !== 'created';

/** Whether nothing will start a container again that has ended. */
const hasEndedForGood = (container: ObservedContainer | undefined, { restartPolicy }: PodSpec): boolean => {
  if (container?.state !== 'exited') return false;
  return restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && container.exitCode === 0);
};

/** A sidecar lets the next one begin once it has started, which its startup probe says. */
const hasStarted = (container: ObservedContainer, { startupProbe }: Container): boolean =>
  container.state === 'running' && (startupProbe === undefined || container.ready);

const mainsBegun = ({ containers }: PodSpec, seen: Seen): boolean =>
  containers.some(({ name }) => hasBegun(seen.get(name)));

/** The init container that is to do its work before any later one; undefined once all have. */
const pendingInit = (spec: PodSpec, seen: Seen): Container | undefined => {
  if (mainsBegun(spec, seen)) return undefined;
  return spec.initContainers?.find((container) => {
    const observed = seen.get(container.name);
    if (observed === undefined) return true;
    return isSidecar(container)
      ? !hasStarted(observed, container)
      : !(observed.state === 'exited' && observed.exitCode === 0);
  });
};

export const isInitialized = (spec: PodSpec, containers: readonly ObservedContainer[]): boolean =>
  pendingInit(spec, byName(containers)) === undefined;

/** Under restartPolicy Never one init container that fails is the end of the pod. */
const failedInit = (spec: PodSpec, seen: Seen): ObservedContainer | undefined => {
  const pending = pendingInit(spec, seen);
  const observed = pending && !isSidecar(pending) ? seen.get(pending.name) : undefined;
  return hasEndedForGood(observed, spec) ? observed : undefined;
};

/** The pod has done its work, or failed at it: Kubernetes' phases Succeeded and Failed. */
export const isFinished = (spec: PodSpec, containers: readonly ObservedContainer[]): boolean => {
  const seen = byName(containers);
  return (
    failedInit(spec, seen) !== undefined ||
    spec.containers.every(({ name }) => hasEndedForGood(seen.get(name), spec))
  );
};

const isDue = (container: ObservedContainer | undefined, spec: PodSpec): boolean => {
  if (container === undefined) return false;
  const { state, adrift } = container;
  if (state === 'exited') return !hasEndedForGood(container, spec);
  return state === 'created' || state === 'paused' || adrift === true;
};

const isSidecarDue = (container: ObservedContainer | undefined): boolean =>
  container !== undefined && (!isUp(container) || container.state === 'paused' || container.adrift === true);

export interface Due {
  start: string[];
  /** Sidecars that nobody is left for, the last first. */
  stop: string[];
}

/** What is to be done about the containers of a pod now. The engine itself sees to those that restart. */
export const dueOf = (spec: PodSpec, containers: readonly ObservedContainer[]): Due => {
  const seen = byName(containers);
  const sidecars = sidecarsOf(spec);
  if (isFinished(spec, containers)) {
    const left = sidecars.filter(({ name }) => {
      const sidecar = seen.get(name);
      return sidecar !== undefined && isUp(sidecar);
    });
    return { start: [], stop: left.map(({ name }) => name).toReversed() };
  }
  const { initContainers = [] } = spec;
  const pending = pendingInit(spec, seen);
  const wanted =
    pending === undefined
      ? [...sidecars, ...spec.containers]
      : [...initContainers.slice(0, initContainers.indexOf(pending)).filter(isSidecar), pending];
  const start = wanted.filter((container) => {
    const observed = seen.get(container.name);
    return isSidecar(container) ? isSidecarDue(observed) : isDue(observed, spec);
  });
  return { start: start.map(({ name }) => name), stop: [] };
};

/** In which order they are asked to end: sidecars outlive the others, and the first of them all. */
export const stopOrder = (spec: PodSpec): string[][] => [
  [...(spec.initContainers ?? []).filter((container) => !isSidecar(container)), ...spec.containers].map(
    ({ name }) => name,
  ),
  ...sidecarsOf(spec)
    .map(({ name }) => [name])
    .toReversed(),
];

/** What cannot be done without: it cannot be made a second time. */
const isIncomplete = (spec: PodSpec, seen: Seen): boolean => {
  const wanted = mainsBegun(spec, seen)
    ? [...sidecarsOf(spec), ...spec.containers]
    : [...(spec.initContainers ?? []), ...spec.containers];
  return wanted.some(({ name }) => seen.get(name) === undefined || seen.get(name)?.state === 'dead');
};

const stateOf = (spec: PodSpec, containers: readonly ObservedContainer[], terminating: boolean): PodState => {
  const seen = byName(containers);
  if (isIncomplete(spec, seen)) return 'dead';
  if (containers.every(({ state }) => state === 'created')) return 'created';
  if (isFinished(spec, containers)) return 'exited';
  if (containers.some(({ state }) => state === 'restarting')) return 'restarting';
  if (containers.some(({ state }) => state === 'paused')) return 'paused';
  if (containers.some(({ state }) => state === 'running')) return 'running';
  // Between two init containers it goes on, unless it is to go.
  return terminating || mainsBegun(spec, seen) ? 'exited' : 'running';
};

/** How the pod as a whole is. */
export const summarize = (
  spec: PodSpec,
  containers: readonly ObservedContainer[],
  terminating = false,
): ObservedRun & { state: PodState } => {
  const seen = byName(containers);
  const lasting = [...sidecarsOf(spec), ...spec.containers].flatMap(({ name }) => seen.get(name) ?? []);
  const mains = spec.containers.flatMap(({ name }) => seen.get(name) ?? []);
  const state = stateOf(spec, containers, terminating);
  const troubled = containers.filter(({ state: own }) => own === state && state !== 'running');
  const ended =
    troubled.find(({ exitCode }) => (exitCode ?? 0) !== 0) ??
    mains.find(({ exitCode }) => exitCode !== undefined);
  const unstarted = containers.find(({ startError }) => startError !== undefined);
  const starts = mains.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = lasting.flatMap(({ finishedAt }) => finishedAt ?? []);
  return {
    state,
    ready:
      state === 'running' &&
      mains.length === spec.containers.length &&
      lasting.every((container) => container.state === 'running' && container.ready && !container.adrift),
    ...(starts.length > 0 && { startedAt: Math.max(...starts) }),
    ...(ends.length > 0 && { finishedAt: Math.max(...ends) }),
    ...((state === 'exited' || state === 'restarting') &&
      ended?.exitCode !== undefined && { exitCode: ended.exitCode }),
    ...(troubled.some(({ outOfMemory }) => outOfMemory) && { outOfMemory: true }),
    ...(unstarted?.startError !== undefined && { startError: unstarted.startError }),
    restarts: lasting.reduce((sum, { restarts }) => sum + restarts, 0),
  };
};
