import type { Clock } from '../../src/model/clock.ts';
import type { PodRef } from '../../src/model/pod.ts';
import {
  crash,
  type MemoryContainer,
  type MovedContainer,
  pause,
  stopByHand,
} from '../../src/runtime/memory/memory-container.ts';
import {
  advance,
  dropPod,
  imageIdOf,
  type MemoryState,
  moveContainer,
} from '../../src/runtime/memory/memory-state.ts';
import type { MemoryStore } from '../../src/runtime/memory/memory-store.ts';
import { canonicalImage } from '../../src/runtime/memory/image-behaviour.ts';

/** Somebody who acts on the containers of the simulated engine behind berth's back, as people do with the docker command. */
export interface Outsider {
  /** `docker pause` */
  pause: (ref: PodRef) => Promise<void>;
  /** `docker stop`, which the engine does not undo. */
  stop: (ref: PodRef) => Promise<void>;
  /** The main process ends by itself. */
  crash: (ref: PodRef, exitCode: number) => Promise<void>;
  /** `docker rm -f` */
  remove: (ref: PodRef) => Promise<void>;
  /** `docker rmi` */
  removeImage: (image: string) => Promise<void>;
  /** Gives the name of an image to another one, which is there: `docker build --tag`. */
  retag: (image: string, id: string) => Promise<void>;
}

export const createOutsider = ({ clock, store }: { clock: Clock; store: MemoryStore }): Outsider => {
  const update = (change: (state: MemoryState) => MemoryState) =>
    store.update((state) => change(advance(state, clock.now())));
  const move = (ref: PodRef, how: (container: MemoryContainer) => MovedContainer) =>
    update((state) => moveContainer(state, ref, how));

  return {
    pause: (ref) => move(ref, (container) => pause(container, clock.now())),
    stop: (ref) => move(ref, stopByHand),
    crash: (ref, exitCode) => move(ref, (container) => crash(container, clock.now(), exitCode)),
    remove: (ref) => update((state) => dropPod(state, ref)),
    removeImage: (image) =>
      update((state) => {
        const name = canonicalImage(image);
        return { ...state, images: { ...state.images, [name]: { ...state.images[name], present: false } } };
      }),
    retag: (image, id) =>
      update((state) => {
        const before = { [imageIdOf(state, image) ?? '']: { present: true } };
        return {
          ...state,
          images: { ...state.images, ...before, [canonicalImage(image)]: { present: true, id } },
        };
      }),
  };
};
