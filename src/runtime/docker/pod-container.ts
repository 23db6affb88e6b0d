import type { Docker } from './docker.ts';
import { MANAGED, POD_UID } from '../../model/labels.ts';
import type { NewPod, PodRef } from '../../model/pod.ts';
import type { Container } from '../../model/workload.ts';
import { RuntimeError } from '../driver.ts';
import {
  containerName,
  distinctTerminatingName,
  isTerminatingName,
  terminatingName,
} from './container-name.ts';
import { engineWords, httpStatus, unlessStatus } from './errors.ts';
import { listIsUpToDate } from './list-up-to-date.ts';
import type { PodPlaces } from './pod-places.ts';
import { endpointSettings } from './pod/network.ts';
import { runPreStop } from './pod/pre-stop.ts';
import { asksImageForUser, checkNonRoot } from './pod/security.ts';

/** The container that has a pod's name and network: its only one, or its sandbox. `id` is the container's. */

const MAX_ADDRESSES_TRIED = 5;
const SHORT_ID_LENGTH = 12;

export const inspectContainer = async (docker: Docker, idOrName: string) =>
  docker.getContainer(idOrName).inspect().catch(unlessStatus(404));

/** An image that is not there fails here as it does when the container is made. */
export const checkUser = async (docker: Docker, { spec }: NewPod, container: Container): Promise<void> => {
  const image = asksImageForUser(spec, container)
    ? await docker.getImage(container.image).inspect()
    : undefined;
  checkNonRoot(spec, container, image?.Config.User);
};

/** What to make of a name that is taken: nothing where it is by this very pod, from a call that was interrupted. */
export const settleNameConflict = async (
  docker: Docker,
  pod: NewPod,
  conflict: unknown,
  name = containerName(pod),
): Promise<void> => {
  const holder = await inspectContainer(docker, name);
  if (holder === undefined) throw conflict;
  const labels = holder.Config.Labels ?? {};
  if (labels[MANAGED] === undefined) {
    throw new RuntimeError(
      'conflict',
      `the container name "${name}" is taken by a container that is not berth's own (${holder.Id.slice(0, SHORT_ID_LENGTH)}, image ${holder.Config.Image}); remove or rename it`,
      { cause: conflict },
    );
  }
  if (labels[POD_UID] !== pod.uid) {
    throw new RuntimeError('conflict', `pod "${pod.namespace}/${pod.name}" already exists`, {
      cause: conflict,
    });
  }
};

/**
 * Renames the pod's container to what every client knows as terminating. `gone` where there is none any more,
 * `unmarked` where the engine cannot do it now: it cannot rename a container that waits for its next restart.
 */
export const markTerminating = async (
  docker: Docker,
  pod: PodRef,
): Promise<'marked' | 'unmarked' | 'gone'> => {
  const container = docker.getContainer(pod.id);
  try {
    await container.rename({ name: terminatingName(pod) });
    return 'marked';
  } catch {
    const present = await inspectContainer(docker, pod.id);
    if (present === undefined) return 'gone';
    if (isTerminatingName(present.Name, pod)) return 'marked';
    return container.rename({ name: distinctTerminatingName(pod) }).then(
      () => 'marked' as const,
      () => 'unmarked' as const,
    );
  }
};

/** Whether the container was paused, and goes on now. */
const resume = async (docker: Docker, pod: PodRef): Promise<boolean> => {
  const present = await inspectContainer(docker, pod.id);
  if (present?.State.Paused !== true) return false;
  await docker.getContainer(pod.id).unpause();
  return true;
};

export const endContainer = async (docker: Docker, pod: PodRef, graceSeconds: number): Promise<void> => {
  const left = await runPreStop(docker, pod, graceSeconds);
  const stopped = () => docker.getContainer(pod.id).stop({ t: left }).catch(unlessStatus(404));
  try {
    await stopped();
  } catch (error) {
    // Podman does not stop what is paused.
    if (!(await resume(docker, pod))) throw error;
    await stopped();
  }
  await listIsUpToDate(docker, pod.id);
};

/**
 * Two processes chose one address at the same time, or the network was removed while the pod stood still and has
 * another range now.
 */
const ADDRESS_TROUBLE = [
  // Not `bind: address already in use`, which is about a port of the host.
  /Address already in use$/,
  /not belong to any of this network's subnets/,
  /no configured subnet or ip-range contain the IP address/,
  /network .*not found/,
  // Podman.
  /requested ip address .* is already allocated/,
  /not in any subnet/,
];

const isAddressTrouble = (error: unknown): boolean => {
  const words = engineWords(error);
  return ADDRESS_TROUBLE.some((pattern) => pattern.test(words));
};

const moveToFreshAddress = async (docker: Docker, pod: PodRef, places: PodPlaces): Promise<void> => {
  places.forget();
  const place = await places.take(docker);
  const network = docker.getNetwork(place.network);
  const present = await inspectContainer(docker, pod.id);
  const names = present?.NetworkSettings.Networks[place.network]?.Aliases ?? [];
  // A pod that is not on the network, or no longer, is what is wanted here.
  await network.disconnect({ Container: pod.id, Force: true }).catch(unlessStatus(403, 404, 409, 500));
  await network.connect({ Container: pod.id, EndpointConfig: endpointSettings(place, names) });
};

export const startContainer = async (docker: Docker, pod: PodRef, places: PodPlaces): Promise<void> => {
  const container = docker.getContainer(pod.id);
  for (let tried = 1; ; tried++) {
    try {
      await container.start();
      return;
    } catch (error) {
      if (!isAddressTrouble(error)) {
        if (await resume(docker, pod)) return;
        throw error;
      }
      if (tried === MAX_ADDRESSES_TRIED) throw error;
      await moveToFreshAddress(docker, pod, places);
    }
  }
};

export const removeContainer = async (docker: Docker, id: string): Promise<void> => {
  const container = docker.getContainer(id);
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    const status = httpStatus(error);
    // 409: someone else is removing it just now.
    if (status === 409) await container.wait({ condition: 'removed' }).catch(unlessStatus(404));
    else if (status !== 404) throw error;
  }
};
