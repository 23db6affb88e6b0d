import type { Resource } from '../../model/resource.ts';
import { ageOf, humanDuration } from '../age.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';

interface ContainerState {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: {
    readonly exitCode?: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly finishedAt?: string | null;
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface Condition {
  readonly type: string;
  readonly status?: string;
  readonly reason?: string;
}

interface PodView extends Resource {
  readonly spec?: {
    readonly containers?: readonly object[];
    readonly initContainers?: readonly { readonly name: string; readonly restartPolicy?: string }[];
    readonly nodeName?: string;
    readonly readinessGates?: readonly { readonly conditionType: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly podIP?: string;
    readonly podIPs?: readonly { readonly ip: string }[];
    readonly nominatedNodeName?: string;
  };
}

const holds = (pod: PodView, type: string): boolean =>
  pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ??
  false;

const restartsOf = (statuses: readonly ContainerStatus[]): number =>
  statuses.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0);

/** When one of the containers last ended, in milliseconds; 0 if none did. */
const lastEndOf = (statuses: readonly ContainerStatus[]): number =>
  Math.max(0, ...statuses.map(({ lastState }) => Date.parse(lastState?.terminated?.finishedAt ?? '') || 0));

const endText = ({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>): string =>
  reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);

/** An init container with restartPolicy Always runs beside the others: a sidecar. */
const sidecarNames = (pod: PodView): ReadonlySet<string> =>
  new Set(
    (pod.spec?.initContainers ?? [])
      .filter(({ restartPolicy }) => restartPolicy === 'Always')
      .map(({ name }) => name),
  );

/** The first init container that has yet to do its work, if any: its reason, and all up to it. */
const initProgress = (
  pod: PodView,
  sidecars: ReadonlySet<string>,
): { waitingFor?: string; seen: readonly ContainerStatus[]; ready: number } => {
  const statuses = pod.status?.initContainerStatuses ?? [];
  let ready = 0;
  for (const [index, { name, state, started, ready: isReady }] of statuses.entries()) {
    if (state?.terminated && (state.terminated.exitCode ?? 0) === 0) continue;
    if (sidecars.has(name) && started) {
      if (isReady) ready++;
      continue;
    }
    const reason = state?.waiting?.reason;
    const progress = `${index}/${pod.spec?.initContainers?.length ?? 0}`;
    const text = state?.terminated
      ? endText(state.terminated)
      : reason && reason !== 'PodInitializing'
        ? reason
        : progress;
    return { waitingFor: `Init:${text}`, seen: statuses.slice(0, index + 1), ready };
  }
  return { seen: statuses, ready };
};

interface Summary {
  readonly ready: number;
  readonly status: string;
  readonly restarts: number;
  readonly lastEnd: number;
}

/** The status that containers make up: that of the first one that does not run counts. */
const summarizeContainers = (pod: PodView, before: string): Omit<Summary, 'restarts' | 'lastEnd'> => {
  const statuses = pod.status?.containerStatuses ?? [];
  let status = before;
  let ready = 0;
  for (const { state, ready: isReady } of statuses.toReversed()) {
    if (state?.waiting?.reason) status = state.waiting.reason;
    else if (state?.terminated) status = endText(state.terminated);
    else if (isReady && state?.running) ready++;
  }
  if (status === 'Completed' && ready > 0) status = holds(pod, 'Ready') ? 'Running' : 'NotReady';
  return { status, ready };
};

const summarize = (pod: PodView): Summary => {
  const { phase = '', reason, conditions = [] } = pod.status ?? {};
  const gated = conditions.some((it) => it.type === 'PodScheduled' && it.reason === 'SchedulingGated');
  const sidecars = sidecarNames(pod);
  const init = initProgress(pod, sidecars);
  const initStatus = init.waitingFor ?? (gated ? 'SchedulingGated' : reason || phase);
  const initializing = init.waitingFor !== undefined && !holds(pod, 'Initialized');

  // Once a pod is initialized, the restarts of its init containers are history; those of sidecars are not.
  const counted = initializing
    ? init.seen
    : [...init.seen.filter(({ name }) => sidecars.has(name)), ...(pod.status?.containerStatuses ?? [])];
  const containers = initializing ? { status: initStatus, ready: 0 } : summarizeContainers(pod, initStatus);

  const ended = phase === 'Succeeded' || phase === 'Failed';
  const leaving = Boolean(pod.metadata.deletionTimestamp);
  const status =
    leaving && reason === 'NodeLost' ? 'Unknown' : leaving && !ended ? 'Terminating' : containers.status;
  return {
    ready: init.ready + containers.ready,
    status,
    restarts: restartsOf(counted),
    lastEnd: lastEndOf(counted),
  };
};

const readinessGates = (pod: PodView): string => {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  return `${gates.filter(({ conditionType }) => holds(pod, conditionType)).length}/${gates.length}`;
};

const row = (pod: PodView, now: number): string[] => {
  const { ready, status, restarts, lastEnd } = summarize(pod);
  const total = (pod.spec?.containers?.length ?? 0) + sidecarNames(pod).size;
  const lastRestart = restarts > 0 && lastEnd > 0 ? ` (${humanDuration(now - lastEnd)} ago)` : '';
  return [
    pod.metadata.name,
    `${ready}/${total}`,
    status,
    `${restarts}${lastRestart}`,
    ageOf(pod.metadata.creationTimestamp, now),
    pod.status?.podIPs?.[0]?.ip || pod.status?.podIP || '<none>',
    pod.spec?.nodeName || '<none>',
    pod.status?.nominatedNodeName || '<none>',
    readinessGates(pod),
  ];
};

export const podTable: KindTable = {
  columns: [
    nameColumn,
    column('Ready'),
    column('Status'),
    column('Restarts'),
    column('Age'),
    wide('IP'),
    wide('Node'),
    wide('Nominated Node'),
    wide('Readiness Gates'),
  ],
  row,
};
