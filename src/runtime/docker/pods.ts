import type { Docker } from './docker.ts';
import type { ContainerInfo } from './docker-types.ts';
import { containersOf, needsSandbox } from '../../model/containers.ts';
import { POD_UID } from '../../model/labels.ts';
import type { NewPod, PodRef } from '../../model/pod.ts';
import { NO_CONFIG } from '../../model/pod-config.ts';
import { type Runtime, RuntimeError } from '../driver.ts';
import { containerConfig } from './container-config.ts';
import { containerName } from './container-name.ts';
import type { Engine } from './engine.ts';
import { removeDebuggers } from './debuggers.ts';
import { isNameConflict } from './errors.ts';
import { listContainers } from './list-containers.ts';
import { observedPods, sandboxedUid } from './observed-pods.ts';
import type { Circumstances } from './pod/circumstances.ts';
import { prepareVolumes, refillVolumes, removeVolumes } from './pod/fill-volumes.ts';
import { circumstancesOfFiles, learnCircumstances } from './pod/learn-circumstances.ts';
import {
  checkUser,
  endContainer,
  inspectContainer,
  markTerminating,
  removeContainer,
  settleNameConflict,
  startContainer,
} from './pod-container.ts';
import {
  holdPod,
  isHeldPod,
  listPodNotes,
  noteWrittenConfig,
  releaseHeldPod,
  removeHeldPod,
} from './pod-notes.ts';
import type { PodPlaces } from './pod-places.ts';
import { namePod } from './name-pod.ts';
import type { Runs } from './runs.ts';
import {
  createSandboxedPod,
  networkHolder,
  removeSandboxedPod,
  retireSandboxedPod,
  startSandboxedPod,
  stopSandboxedPod,
} from './sandboxed-pod.ts';

/** Pods as containers of the engine. One that has a single container is that container. */
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

const createContainer = async (docker: Docker, pod: NewPod, circumstances: Circumstances): Promise<void> => {
  const [container] = pod.spec.containers;
  if (container === undefined) throw new RuntimeError('invalid', 'a pod needs at least one container');
  try {
    const body = containerConfig(pod, container, circumstances);
    await docker.post('/containers/create', body, { name: containerName(pod) });
  } catch (error) {
    if (!isNameConflict(error)) throw error;
    await settleNameConflict(docker, pod, error);
  }
};

const stop = async (docker: Docker, pod: PodRef, graceSeconds: number): Promise<void> => {
  const mark = await markTerminating(docker, pod);
  if (mark === 'gone') return;
  await endContainer(docker, pod, graceSeconds);
  if (mark === 'unmarked') await markTerminating(docker, pod);
};

const remove = async (docker: Docker, pod: PodRef): Promise<void> => {
  const uid = sandboxedUid(pod) ?? (await inspectContainer(docker, pod.id))?.Config.Labels?.[POD_UID];
  if (uid === undefined) return;
  if (sandboxedUid(pod) === undefined) await removeContainer(docker, pod.id);
  else await removeSandboxedPod(docker, uid);
  await removeDebuggers(docker, uid);
  await removeVolumes(docker, uid);
};

interface PodsOptions {
  engine: Engine;
  places: PodPlaces;
  runs: Runs;
  toolsImage: string;
  now: () => number;
}

const isOfPod = ({ Labels: labels }: ContainerInfo): boolean => labels[POD_UID] !== undefined;

export const createPods = ({ engine, places, runs, toolsImage, now }: PodsOptions): Pods => ({
  listPods: ({ namesIn } = {}) =>
    engine.ask(async (docker, { memory }) => {
      // In this order: a pod that is being made is noted until its container is there.
      const noting = listPodNotes(docker);
      const [notes, containers] = await Promise.all([noting, listContainers(docker, noting)]);
      places.learn(containers);
      const known = await runs.of(docker, containers.filter(isOfPod), {
        now: now(),
        namesIn,
        remembered: memory.runs,
      });
      const made = observedPods(containers, known, notes.written);
      const uids = new Set(made.map(({ uid }) => uid));
      return [...made, ...notes.held.filter(({ uid }) => !uids.has(uid))];
    }),

  holdPod: (pod, waiting) => engine.ask((docker) => holdPod(docker, pod, waiting, now())),

  createPod: (pod, config = NO_CONFIG) =>
    engine.ask(async (docker) => {
      for (const container of containersOf(pod)) await checkUser(docker, pod, container);
      const circumstances = await learnCircumstances(docker, pod, config, { places, toolsImage });
      try {
        const prepared = await prepareVolumes(docker, pod, circumstances, now());
        if (needsSandbox(pod.spec)) await createSandboxedPod(docker, pod, toolsImage, prepared);
        else await createContainer(docker, pod, prepared);
      } catch (error) {
        await removeVolumes(docker, pod.uid);
        throw error;
      }
      await releaseHeldPod(docker, pod);
    }),

  namePod: (pod, names) =>
    engine.ask(async (docker) => {
      const holder = await networkHolder(docker, pod);
      await namePod(docker, holder, names, places);
      runs.forget(holder.id);
    }),

  writeConfig: (pod, config) =>
    engine.ask(async (docker) => {
      await refillVolumes(docker, pod, await circumstancesOfFiles(docker, pod, config), now());
      await noteWrittenConfig(docker, pod, config.version);
    }),

  startPod: (pod) =>
    engine.ask((docker) => {
      const uid = sandboxedUid(pod);
      return uid === undefined
        ? startContainer(docker, pod, places)
        : startSandboxedPod(docker, pod, uid, places);
    }),
  retirePod: (pod) =>
    engine.ask(async (docker) => {
      const uid = sandboxedUid(pod);
      if (uid === undefined) await markTerminating(docker, pod);
      else await retireSandboxedPod(docker, pod, uid);
    }),
  stopPod: (pod, graceSeconds) =>
    engine.ask((docker) => {
      const uid = sandboxedUid(pod);
      return uid === undefined
        ? stop(docker, pod, graceSeconds)
        : stopSandboxedPod(docker, pod, uid, { graceSeconds, now });
    }),
  removePod: (pod) =>
    engine.ask((docker) => (isHeldPod(pod) ? removeHeldPod(docker, pod) : remove(docker, pod))),
});
