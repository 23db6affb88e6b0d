import type { Docker } from './docker.ts';
import type { ContainerInfo } from './docker-types.ts';
import { containersOf } from '../../model/containers.ts';
import { CONTAINER_NAME, POD_UID } from '../../model/labels.ts';
import { dueOf, stopOrder } from '../../model/pod-life.ts';
import type { NewPod, ObservedPod, PodRef } from '../../model/pod.ts';
import { DEFAULT_GRACE_SECONDS } from '../../model/workload.ts';
import { RuntimeError } from '../driver.ts';
import { memberConfig, sandboxConfig } from './container-config.ts';
import { containerName, memberName } from './container-name.ts';
import { dig } from './dig.ts';
import { isNameConflict } from './errors.ts';
import { isSandbox, observedPods, sandboxedUid } from './observed-pods.ts';
import type { Circumstances } from './pod/circumstances.ts';
import {
  endContainer,
  inspectContainer,
  markTerminating,
  removeContainer,
  settleNameConflict,
  startContainer,
} from './pod-container.ts';
import type { PodPlaces } from './pod-places.ts';
import { createRuns } from './runs.ts';

/**
 * A pod of several containers: a sandbox holds the network, the host name and the ports, and the others join it. The
 * sandbox is made first and removed last, so that a pod of which only a part is there can be seen for what it is.
 */

const containersWith = (docker: Docker, uid: string): Promise<ContainerInfo[]> =>
  docker.listContainers({ all: true, filters: { label: [`${POD_UID}=${uid}`] } });

interface Sandbox {
  id: string;
  /** An address that was given away by an earlier call stays. */
  circumstances: Circumstances;
}

/** The sandbox that an interrupted call has left. */
const presentSandbox = async (
  docker: Docker,
  pod: NewPod,
  circumstances: Circumstances,
  conflict: unknown,
): Promise<Sandbox> => {
  await settleNameConflict(docker, pod, conflict);
  const present = await inspectContainer(docker, containerName(pod));
  if (present === undefined) throw conflict;
  const { place } = circumstances;
  const networks = present.NetworkSettings.Networks;
  const address = place && dig(networks[place.network], 'IPAMConfig', 'IPv4Address');
  return {
    id: present.Id,
    circumstances:
      place === undefined || typeof address !== 'string'
        ? circumstances
        : { ...circumstances, place: { ...place, address } },
  };
};

const createSandbox = async (
  docker: Docker,
  pod: NewPod,
  toolsImage: string,
  circumstances: Circumstances,
): Promise<Sandbox> => {
  const body = sandboxConfig(pod, toolsImage, circumstances);
  try {
    const made = await docker.post('/containers/create', body, { name: containerName(pod) });
    return { id: String(dig(made, 'Id')), circumstances };
  } catch (error) {
    if (!isNameConflict(error)) throw error;
    return presentSandbox(docker, pod, circumstances, error);
  }
};

const createMember = async (docker: Docker, pod: NewPod, name: string, body: object): Promise<void> => {
  try {
    await docker.post('/containers/create', body, { name });
  } catch (error) {
    if (!isNameConflict(error)) throw error;
    await settleNameConflict(docker, pod, error, name);
  }
};

/** Makes what is missing of it. Where that cannot be done, nothing is left. */
export const createSandboxedPod = async (
  docker: Docker,
  pod: NewPod,
  toolsImage: string,
  given: Circumstances,
): Promise<void> => {
  const { id, circumstances } = await createSandbox(docker, pod, toolsImage, given);
  try {
    for (const container of containersOf(pod)) {
      const body = memberConfig(pod, container, circumstances, id);
      await createMember(docker, pod, memberName(pod, container.name), body);
    }
  } catch (error) {
    await removeSandboxedPod(docker, pod.uid);
    throw error;
  }
};

const findSandbox = (containers: readonly ContainerInfo[], { id }: PodRef): ContainerInfo => {
  const sandbox = containers.find(isSandbox);
  if (sandbox === undefined) throw new RuntimeError('notFound', `No such pod: ${id}`);
  return sandbox;
};

/** The container whose network is that of the pod. */
export const networkHolder = async (docker: Docker, pod: PodRef): Promise<PodRef> => {
  const uid = sandboxedUid(pod);
  if (uid === undefined) return pod;
  return { ...pod, id: findSandbox(await containersWith(docker, uid), pod).Id };
};

const lookAt = async (docker: Docker, uid: string): Promise<ObservedPod | undefined> => {
  const containers = await containersWith(docker, uid);
  const runs = await createRuns().of(docker, containers, { now: 0 });
  return observedPods(containers, runs)[0];
};

/** Starts what is to run next, as far as each can be, and ends sidecars that nobody is left for. */
export const startSandboxedPod = async (
  docker: Docker,
  pod: PodRef,
  uid: string,
  places: PodPlaces,
): Promise<void> => {
  const sandbox = findSandbox(await containersWith(docker, uid), pod);
  if (sandbox.State !== 'running') await startContainer(docker, { ...pod, id: sandbox.Id }, places);
  const observed = await lookAt(docker, uid);
  if (observed === undefined) throw new RuntimeError('notFound', `No such pod: ${pod.id}`);
  const { spec, containers = [] } = observed;
  const grace = spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  const { start, stop } = dueOf(spec, containers);
  const failures: unknown[] = [];
  for (const { name, id, adrift } of containers) {
    const member = { ...pod, id };
    try {
      // What is adrift begins anew with all that comes before it.
      if (adrift === true) await endContainer(docker, member, grace);
      else if (start.includes(name)) await startContainer(docker, member, places);
    } catch (error) {
      failures.push(error);
    }
  }
  for (const name of stop) {
    const id = containers.find((container) => container.name === name)?.id;
    if (id !== undefined) await endContainer(docker, { ...pod, id }, grace);
  }
  if (failures.length > 0) throw failures[0];
};

export const retireSandboxedPod = async (docker: Docker, pod: PodRef, uid: string): Promise<void> => {
  const sandbox = (await containersWith(docker, uid)).find(isSandbox);
  if (sandbox !== undefined) await markTerminating(docker, { ...pod, id: sandbox.Id });
};

export const stopSandboxedPod = async (
  docker: Docker,
  pod: PodRef,
  uid: string,
  { graceSeconds, now }: { graceSeconds: number; now: () => number },
): Promise<void> => {
  const containers = await containersWith(docker, uid);
  const sandbox = containers.find(isSandbox);
  if (sandbox === undefined) return;
  const own = { ...pod, id: sandbox.Id };
  const mark = await markTerminating(docker, own);
  const spec = observedPods(containers, new Map())[0]?.spec ?? { containers: [] };
  const end = now() + graceSeconds * 1_000;
  for (const names of stopOrder(spec)) {
    const left = Math.max(0, Math.ceil((end - now()) / 1_000));
    const members = containers.filter(({ Labels: labels }) => names.includes(labels[CONTAINER_NAME] ?? ''));
    await Promise.all(members.map(({ Id: id }) => endContainer(docker, { ...pod, id }, left)));
  }
  await endContainer(docker, own, graceSeconds);
  if (mark === 'unmarked') await markTerminating(docker, own);
};

export const removeSandboxedPod = async (docker: Docker, uid: string): Promise<void> => {
  const containers = await containersWith(docker, uid);
  await Promise.all(
    containers.filter((container) => !isSandbox(container)).map(({ Id: id }) => removeContainer(docker, id)),
  );
  for (const { Id: id } of containers.filter(isSandbox)) await removeContainer(docker, id);
};
