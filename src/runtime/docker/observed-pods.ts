import type { ContainerInfo } from './docker-types.ts';
import {
  CONTAINER_NAME,
  OWNER,
  POD_NAME,
  POD_NAMESPACE,
  POD_UID,
  SANDBOX_CONTAINER,
  SANDBOXED,
} from '../../model/labels.ts';
import { containersOf } from '../../model/containers.ts';
import { isFinished, summarize } from '../../model/pod-life.ts';
import type { ObservedContainer, ObservedPod } from '../../model/pod.ts';
import type { PodSpec } from '../../model/workload.ts';
import { observedPod, observedRun, ownerOf } from './observed-pod.ts';
import type { Run } from './runs.ts';

/** The list of all containers, with what is known of their runs, as pods. */

type Runs = ReadonlyMap<string, Run>;

const SANDBOXED_ID = 'sandboxed_';

/** A pod of several containers goes by its uid: no container alone is the pod. */
const sandboxedId = (uid: string): string => SANDBOXED_ID + uid;

/** The uid of a pod of several containers; undefined where the pod is its container. */
export const sandboxedUid = ({ id }: { id: string }): string | undefined =>
  id.startsWith(SANDBOXED_ID) ? id.slice(SANDBOXED_ID.length) : undefined;

export const isSandbox = ({ Labels: labels }: ContainerInfo): boolean =>
  labels[CONTAINER_NAME] === SANDBOX_CONTAINER;

const isMember = ({ Labels: labels }: ContainerInfo): boolean =>
  labels[SANDBOXED] !== undefined && labels[POD_UID] !== undefined;

interface Member {
  observed: ObservedContainer;
  /** When its last run began; 0 where it never ran. */
  began: number;
}

const observedMember = (container: ContainerInfo, run: Run | undefined): Member | undefined => {
  const observed = observedRun(container, run);
  const name = container.Labels[CONTAINER_NAME];
  if (observed === undefined || name === undefined) return undefined;
  return { observed: { ...observed, name, id: container.Id }, began: run?.startedAt ?? 0 };
};

const runsNow = ({ state }: ObservedContainer): boolean => state === 'running' || state === 'paused';

/**
 * With its sandbox a pod begins a new life: after a restart of the engine, say. What runs since before shares a
 * network that has gone, and has to end first. What ended before is yet to run, unless the pod has already come up
 * again or was done.
 */
const inThisLife = (spec: PodSpec, members: readonly Member[], sandboxBegan: number): ObservedContainer[] => {
  const isOf = ({ began }: Member): boolean => began >= sandboxBegan;
  const known = members.map((member) =>
    runsNow(member.observed) && !isOf(member) ? { ...member.observed, adrift: true } : member.observed,
  );
  const mains = new Set(spec.containers.map(({ name }) => name));
  const isBack = members.some(
    (member) => isOf(member) && mains.has(member.observed.name) && member.observed.state !== 'created',
  );
  if (isBack || isFinished(spec, known) || known.some(({ adrift }) => adrift === true)) return known;
  return known.map((container, index) => {
    const member = members[index];
    if (container.state !== 'exited' || member === undefined || isOf(member)) return container;
    const { exitCode: _, outOfMemory: _outOfMemory, ...rest } = container;
    return { ...rest, state: 'created' };
  });
};

const sandboxedPod = (
  sandbox: ObservedPod,
  sandboxRun: Run | undefined,
  members: readonly Member[],
): ObservedPod => {
  const { uid, spec } = sandbox;
  const present = sandbox.state === 'running' ? (sandboxRun?.startedAt ?? 0) : Number.POSITIVE_INFINITY;
  // One that is to go begins no new life.
  const began = sandbox.terminating ? 0 : present;
  const order = containersOf(sandbox).map(({ name }) => name);
  const containers = inThisLife(spec, members, began).toSorted(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
  );
  const {
    startedAt: _,
    finishedAt: _finishedAt,
    exitCode: _exitCode,
    outOfMemory: _oom,
    imageId: _imageId,
    ...rest
  } = sandbox;
  const sum = summarize(spec, containers, sandbox.terminating);
  const ready = sum.ready && sandbox.cutOff !== true;
  return { ...rest, id: sandboxedId(uid), ...sum, ready, containers };
};

/** What is left of a pod whose sandbox someone has removed cannot be brought back. */
const orphanedPod = (uid: string, containers: readonly ContainerInfo[]): ObservedPod[] => {
  const [first] = containers;
  const namespace = first?.Labels[POD_NAMESPACE];
  const name = first?.Labels[POD_NAME];
  if (first === undefined || namespace === undefined || name === undefined) return [];
  const owner = ownerOf(first.Labels[OWNER], namespace);
  return [
    {
      id: sandboxedId(uid),
      namespace,
      name,
      uid,
      labels: {},
      annotations: {},
      ...(owner && { owner }),
      hash: '',
      spec: {
        containers: containers.map(({ Labels: own, Image: image }) => ({
          name: own[CONTAINER_NAME] ?? '',
          image,
        })),
      },
      state: 'dead',
      ready: false,
      terminating: false,
      createdAt: first.Created * 1_000,
      restarts: 0,
    },
  ];
};

const membersByUid = (containers: readonly ContainerInfo[]): Map<string, ContainerInfo[]> => {
  const members = new Map<string, ContainerInfo[]>();
  for (const container of containers.filter(isMember)) {
    const uid = container.Labels[POD_UID] ?? '';
    members.set(uid, [...(members.get(uid) ?? []), container]);
  }
  return members;
};

export const observedPods = (
  containers: readonly ContainerInfo[],
  runs: Runs,
  writtenConfig: ReadonlyMap<string, string> = new Map(),
): ObservedPod[] => {
  const members = membersByUid(containers);
  const pods = containers.flatMap((container) => {
    if (isMember(container)) return [];
    const run = runs.get(container.Id);
    const pod = observedPod(container, run, writtenConfig);
    if (pod === undefined || !isSandbox(container)) return pod ?? [];
    const own = members.get(pod.uid) ?? [];
    members.delete(pod.uid);
    return sandboxedPod(
      pod,
      run,
      own.flatMap((member) => observedMember(member, runs.get(member.Id)) ?? []),
    );
  });
  return [...pods, ...[...members].flatMap(([uid, orphans]) => orphanedPod(uid, orphans))];
};
