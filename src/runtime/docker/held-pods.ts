import type { Docker } from './docker.ts';
import { MANAGED } from '../../model/labels.ts';
import type { NewPod, ObservedPod, Waiting } from '../../model/pod.ts';
import { createLabelVolume, removeLabelVolume } from './label-volume.ts';

/** Pods that cannot be made yet. There is no container to tell of them, so a volume's label does. */

const HELD_POD = 'berth.dev/held-pod';
const PREFIX = 'berth-held_';

interface HeldPod {
  pod: NewPod;
  waiting: Waiting;
  createdAt: number;
}

const nameOf = ({ uid }: Pick<NewPod, 'uid'>): string => PREFIX + uid;

export const isHeldPod = ({ id }: { id: string }): boolean => id.startsWith(PREFIX);

export const releaseHeldPod = (docker: Docker, pod: Pick<NewPod, 'uid'>): Promise<void> =>
  removeLabelVolume(docker, nameOf(pod));

export const removeHeldPod = (docker: Docker, { id }: { id: string }): Promise<void> =>
  removeLabelVolume(docker, id);

/** Only berth writes these labels. */
const parse = (text: string): HeldPod => JSON.parse(text);

const labelOf = async (docker: Docker, pod: Pick<NewPod, 'uid'>): Promise<HeldPod | undefined> => {
  const found = await docker
    .getVolume(nameOf(pod))
    .inspect()
    .catch(() => undefined);
  const text = found?.Labels?.[HELD_POD];
  return text === undefined ? undefined : parse(text);
};

/** A label cannot be changed, so a volume with another reason takes the place of the one before. */
export const holdPod = async (docker: Docker, pod: NewPod, waiting: Waiting, now: number): Promise<void> => {
  const before = await labelOf(docker, pod);
  if (before !== undefined) await releaseHeldPod(docker, pod);
  const held: HeldPod = { pod, waiting, createdAt: before?.createdAt ?? now };
  await createLabelVolume(docker, nameOf(pod), { [MANAGED]: 'true', [HELD_POD]: JSON.stringify(held) });
};

export const listHeldPods = async (docker: Docker): Promise<ObservedPod[]> => {
  const filters = JSON.stringify({ label: [HELD_POD] });
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  return (volumes ?? []).flatMap(({ Labels: labels }): ObservedPod[] => {
    const text = labels?.[HELD_POD];
    if (text === undefined) return [];
    const { pod, waiting, createdAt } = parse(text);
    const state = { state: 'waiting', ready: false, terminating: false, restarts: 0 } as const;
    return [{ ...pod, ...state, id: nameOf(pod), waiting, createdAt }];
  });
};
