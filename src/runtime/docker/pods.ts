import type { Docker } from './docker.ts';
import type { ContainerInfo } from './docker-types.ts';
import { MANAGED, POD_UID } from '../../model/labels.ts';
import type { NewPod, ObservedPod, PodRef } from '../../model/pod.ts';
import { NO_CONFIG } from '../../model/pod-config.ts';
import type { Container } from '../../model/workload.ts';
import { type Runtime, RuntimeError } from '../driver.ts';
import { containerConfig } from './container-config.ts';
import {
  containerName,
  distinctTerminatingName,
  isTerminatingName,
  terminatingName,
} from './container-name.ts';
import type { Engine } from './engine.ts';
import { engineWords, httpStatus, isNameConflict, unlessStatus } from './errors.ts';
import { observedPod } from './observed-pod.ts';
import { type PodPlaces, listContainers } from './pod-places.ts';
import { namePod } from './name-pod.ts';
import {
  holdPod,
  isHeldPod,
  listPodNotes,
  noteWrittenConfig,
  releaseHeldPod,
  removeHeldPod,
} from './pod-notes.ts';
import { prepareVolumes, refillVolumes, removeVolumes } from './pod/fill-volumes.ts';
import { circumstancesOfFiles, learnCircumstances } from './pod/learn-circumstances.ts';
import { endpointSettings } from './pod/network.ts';
import { asksImageForUser, checkNonRoot } from './pod/security.ts';
import type { Runs } from './runs.ts';

/** Pods as containers of the engine: one container each. */
export type Pods = Pick<
  Runtime,
  | 'listPods'
  | 'holdPod'
  | 'createPod'
  | 'writeConfig'
  | 'namePod'
  | 'startPod'
  | 'retirePod'
  | 'stopPod'
  | 'removePod'
>;

const MAX_ADDRESSES_TRIED = 5;
const SHORT_ID_LENGTH = 12;

const soleContainer = ({ namespace, name, spec }: NewPod): Container => {
  const [container, ...more] = [...(spec.initContainers ?? []), ...spec.containers];
  if (container === undefined || more.length > 0) {
    throw new RuntimeError(
      'invalid',
      `pod "${namespace}/${name}" has ${spec.containers.length} containers and ${spec.initContainers?.length ?? 0} init containers; berth runs pods of one container so far`,
    );
  }
  return container;
};

const inspect = async (docker: Docker, idOrName: string) =>
  docker.getContainer(idOrName).inspect().catch(unlessStatus(404));

/** An image that is not there fails here as it does when the container is made. */
const checkUser = async (docker: Docker, { spec }: NewPod, container: Container): Promise<void> => {
  const image = asksImageForUser(spec, container)
    ? await docker.getImage(container.image).inspect()
    : undefined;
  checkNonRoot(spec, container, image?.Config.User);
};

/** What to make of a name that is taken: nothing where it is by this very pod, from a call that was interrupted. */
const settleNameConflict = async (docker: Docker, pod: NewPod, conflict: unknown): Promise<void> => {
  const name = containerName(pod);
  const holder = await inspect(docker, name);
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
const markTerminating = async (docker: Docker, pod: PodRef): Promise<'marked' | 'unmarked' | 'gone'> => {
  const container = docker.getContainer(pod.id);
  try {
    await container.rename({ name: terminatingName(pod) });
    return 'marked';
  } catch {
    const present = await inspect(docker, pod.id);
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
  const present = await inspect(docker, pod.id);
  if (present?.State.Paused !== true) return false;
  await docker.getContainer(pod.id).unpause();
  return true;
};

const end = async (docker: Docker, pod: PodRef, graceSeconds: number): Promise<void> => {
  const stopped = () => docker.getContainer(pod.id).stop({ t: graceSeconds }).catch(unlessStatus(404));
  try {
    await stopped();
  } catch (error) {
    // Podman does not stop what is paused.
    if (!(await resume(docker, pod))) throw error;
    await stopped();
  }
};

const stop = async (docker: Docker, pod: PodRef, graceSeconds: number): Promise<void> => {
  const mark = await markTerminating(docker, pod);
  if (mark === 'gone') return;
  await end(docker, pod, graceSeconds);
  if (mark === 'unmarked') await markTerminating(docker, pod);
};

const remove = async (docker: Docker, pod: PodRef): Promise<void> => {
  const container = docker.getContainer(pod.id);
  const uid = (await inspect(docker, pod.id))?.Config.Labels?.[POD_UID];
  if (uid === undefined) return;
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    const status = httpStatus(error);
    // 409: someone else is removing it just now.
    if (status === 409) await container.wait({ condition: 'removed' }).catch(unlessStatus(404));
    else if (status !== 404) throw error;
  }
  await removeVolumes(docker, uid);
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
  const present = await inspect(docker, pod.id);
  const names = present?.NetworkSettings.Networks[place.network]?.Aliases ?? [];
  // A pod that is not on the network, or no longer, is what is wanted here.
  await network.disconnect({ Container: pod.id, Force: true }).catch(unlessStatus(403, 404, 409, 500));
  await network.connect({ Container: pod.id, EndpointConfig: endpointSettings(place, names) });
};

const start = async (docker: Docker, pod: PodRef, places: PodPlaces): Promise<void> => {
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

const isPod = ({ Labels: labels }: ContainerInfo): boolean => labels[POD_UID] !== undefined;

export const createPods = (engine: Engine, places: PodPlaces, runs: Runs, now: () => number): Pods => ({
  listPods: () =>
    engine.ask(async (docker) => {
      // In this order: a pod that is being made is noted until its container is there.
      const notes = await listPodNotes(docker);
      const containers = await listContainers(docker);
      places.learn(containers);
      const known = await runs.of(docker, containers.filter(isPod), now());
      const made = containers
        .map((container) => observedPod(container, known.get(container.Id), notes.written))
        .filter((pod): pod is ObservedPod => pod !== undefined);
      const uids = new Set(made.map(({ uid }) => uid));
      return [...made, ...notes.held.filter(({ uid }) => !uids.has(uid))];
    }),

  holdPod: (pod, waiting) => engine.ask((docker) => holdPod(docker, pod, waiting, now())),

  createPod: (pod, config = NO_CONFIG) =>
    engine.ask(async (docker) => {
      const container = soleContainer(pod);
      await checkUser(docker, pod, container);
      const circumstances = await learnCircumstances(docker, pod, config, places);
      try {
        const prepared = await prepareVolumes(docker, pod, circumstances, now());
        const body = containerConfig(pod, container, prepared);
        await docker.post('/containers/create', body, { name: containerName(pod) });
      } catch (error) {
        const settled = isNameConflict(error)
          ? settleNameConflict(docker, pod, error)
          : Promise.reject(error);
        await settled.catch(async (failure: unknown) => {
          await removeVolumes(docker, pod.uid);
          throw failure;
        });
      }
      await releaseHeldPod(docker, pod);
    }),

  namePod: (pod, names) =>
    engine.ask(async (docker) => {
      await namePod(docker, pod, names, places);
      runs.forget(pod.id);
    }),

  writeConfig: (pod, config) =>
    engine.ask(async (docker) => {
      await refillVolumes(docker, pod, await circumstancesOfFiles(docker, pod, config), now());
      await noteWrittenConfig(docker, pod, config.version);
    }),

  startPod: (pod) => engine.ask((docker) => start(docker, pod, places)),
  retirePod: (pod) =>
    engine.ask(async (docker) => {
      await markTerminating(docker, pod);
    }),
  stopPod: (pod, graceSeconds) => engine.ask((docker) => stop(docker, pod, graceSeconds)),
  removePod: (pod) =>
    engine.ask((docker) => (isHeldPod(pod) ? removeHeldPod(docker, pod) : remove(docker, pod))),
});
