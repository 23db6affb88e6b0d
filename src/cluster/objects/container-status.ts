import { isSidecar } from '../../model/containers.ts';
import type { ObservedContainer } from '../../model/pod.ts';
import { timestamp } from '../../model/timestamp.ts';
import type { Container } from '../../model/workload.ts';

/** One container in the words of the kubelet. */

const endReason = ({ exitCode, outOfMemory }: ObservedContainer): string => {
  if (exitCode === 0) return 'Completed';
  return outOfMemory === true ? 'OOMKilled' : 'Error';
};

const terminated = (container: ObservedContainer, message = ''): object => {
  const { exitCode, startedAt, finishedAt, state } = container;
  const hasEnded = state === 'exited' || state === 'dead' || state === 'restarting';
  return {
    terminated: {
      ...(hasEnded && {
        exitCode: exitCode ?? 0,
        reason: endReason({ ...container, exitCode: exitCode ?? 0 }),
      }),
      ...(message !== '' && { message }),
      ...(hasEnded && startedAt !== undefined && { startedAt: timestamp(startedAt) }),
      ...(finishedAt !== undefined && { finishedAt: timestamp(finishedAt) }),
    },
  };
};

/** What a container waits for that has not begun. */
export interface Idle {
  reason: string;
  message?: string;
}

const stateOf = ({ observed: container, idle, message }: ContainerView): object => {
  switch (container?.state) {
    case undefined:
      return { waiting: { ...idle } };
    case 'created':
      return {
        waiting:
          container.startError === undefined
            ? { ...idle }
            : { reason: 'RunContainerError', message: container.startError },
      };
    case 'running':
    case 'paused':
      return {
        running: container.startedAt === undefined ? {} : { startedAt: timestamp(container.startedAt) },
      };
    case 'restarting':
      return { waiting: { reason: 'CrashLoopBackOff' } };
    case 'exited':
    case 'dead':
      return terminated(container, message);
  }
};

const lastStateOf = (container: ObservedContainer, message: string | undefined): object => {
  const { state, restarts, finishedAt } = container;
  if (state === 'restarting') return terminated(container, message);
  return state === 'running' && restarts > 0 && finishedAt !== undefined
    ? terminated(container, message)
    : {};
};

const hasStarted = ({ state, ready }: ObservedContainer, { startupProbe }: Container): boolean =>
  state === 'running' && (startupProbe === undefined || ready);

interface ContainerView {
  spec: Container;
  /** Undefined where it has not been made. */
  observed: ObservedContainer | undefined;
  idle: Idle;
  isInit: boolean;
  /** What it said of its end. */
  message?: string | undefined;
}

/** An init container that has done its work is as ready as it will be. */
const isReady = ({ spec, observed, isInit }: ContainerView): boolean => {
  if (observed === undefined) return false;
  return isInit && !isSidecar(spec)
    ? observed.state === 'exited' && observed.exitCode === 0
    : observed.state === 'running' && observed.ready && observed.adrift !== true;
};

export const containerStatus = (view: ContainerView): object => {
  const { spec, observed, message } = view;
  return {
    ...(observed === undefined ? {} : { containerID: `docker://${observed.id}` }),
    image: spec.image,
    imageID: observed?.imageId ?? '',
    lastState: observed === undefined ? {} : lastStateOf(observed, message),
    name: spec.name,
    ready: isReady(view),
    restartCount: observed?.restarts ?? 0,
    started: observed !== undefined && hasStarted(observed, spec),
    state: stateOf(view),
  };
};
