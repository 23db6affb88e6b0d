import { MANAGED, POD_UID } from '../../model/labels.ts';
import type { NewPod, ObservedPod, Waiting } from '../../model/pod.ts';
import type { Docker } from './docker.ts';
import { createLabelVolume, removeLabelVolume } from './label-volume.ts';
import { listLabelVolumes } from './list-label-volumes.ts';

/**
 * What no container can tell of a pod, as labels of volumes: that it cannot be made yet, for there is no container;
 * which configuration was written into it later, for labels of containers cannot be changed.
 */

const NOTE = 'berth.dev/pod-note';
const HELD = 'berth-held_';
const WRITTEN = 'berth-written_';

interface HeldPod {
  pod: NewPod;
  waiting: Waiting;
  createdAt: number;
}

export interface PodNotes {
  held: ObservedPod[];
  /** The version of the configuration that was written last, by the uid of the pod. */
  written: ReadonlyMap<string, string>;
}

type Uid = Pick<NewPod, 'uid'>;

const heldName = ({ uid }: Uid): string => HELD + uid;

export const isHeldPod = ({ id }: { id: string }): boolean => id.startsWith(HELD);

export const releaseHeldPod = (docker: Docker, pod: Uid): Promise<void> =>
  removeLabelVolume(docker, heldName(pod));

export const removeHeldPod = (docker: Docker, { id }: { id: string }): Promise<void> =>
  removeLabelVolume(docker, id);

/** Only berth writes these labels. */
const parse = (text: string): HeldPod => JSON.parse(text);

const noteOf = async (docker: Docker, name: string): Promise<string | undefined> => {
  const found = await docker
    .getVolume(name)
    .inspect()
    .catch(() => undefined);
  return found?.Labels?.[NOTE];
};

/** A label cannot be changed, so another volume takes the place of the one before. */
const takeNote = async (
  docker: Docker,
  name: string,
  note: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> => {
  await removeLabelVolume(docker, name);
  await createLabelVolume(docker, name, { [MANAGED]: 'true', [NOTE]: note, ...labels });
};

export const holdPod = async (docker: Docker, pod: NewPod, waiting: Waiting, now: number): Promise<void> => {
  const before = await noteOf(docker, heldName(pod));
  const createdAt = before === undefined ? now : parse(before).createdAt;
  const held: HeldPod = { pod, waiting, createdAt };
  await takeNote(docker, heldName(pod), JSON.stringify(held));
};

/** It goes with the volumes of the pod. */
export const noteWrittenConfig = (docker: Docker, { uid }: Uid, version: string): Promise<void> =>
  takeNote(docker, WRITTEN + uid, version, { [POD_UID]: uid });

const observedHeldPod = (note: string): ObservedPod => {
  const { pod, waiting, createdAt } = parse(note);
  const state = { state: 'waiting', ready: false, terminating: false, restarts: 0 } as const;
  return { ...pod, ...state, id: heldName(pod), waiting, createdAt };
};

export const listPodNotes = async (docker: Docker): Promise<PodNotes> => {
  const volumes = await listLabelVolumes(docker, { label: NOTE, names: [`^${HELD}`, `^${WRITTEN}`] });
  const held: ObservedPod[] = [];
  const written = new Map<string, string>();
  for (const { Name: name, Labels: labels } of volumes) {
    const note = labels?.[NOTE];
    if (note === undefined) continue;
    if (name.startsWith(HELD)) held.push(observedHeldPod(note));
    else written.set(name.slice(WRITTEN.length), note);
  }
  return { held, written };
};
