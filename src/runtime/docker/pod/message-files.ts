import { containersOf } from '../../../model/containers.ts';
import type { NewPod } from '../../../model/pod.ts';
import { messagePath, writesMessage } from '../../../model/termination-message.ts';
import type { Container } from '../../../model/workload.ts';
import type { TarEntry } from '../tar.ts';

/**
 * The files into which containers write what they say of their end: a volume of the pod's own has one for each. What
 * lies below /dev is gone once a container has ended, so a part of the image's files would not do.
 */

/** No volume of a manifest can have this name. */
const VOLUME = 'termination_messages';

const withFile = (container: Container): Container =>
  writesMessage(container)
    ? {
        ...container,
        volumeMounts: [
          ...(container.volumeMounts ?? []),
          { name: VOLUME, mountPath: messagePath(container), subPath: container.name },
        ],
      }
    : container;

/** The pod as the engine is to see it. */
export const withMessageFiles = (pod: NewPod): NewPod => {
  const { spec } = pod;
  const isAsPlanned = spec.volumes?.some(({ name }) => name === VOLUME) === true;
  if (isAsPlanned || !containersOf(pod).some(writesMessage)) return pod;
  return {
    ...pod,
    spec: {
      ...spec,
      volumes: [...(spec.volumes ?? []), { name: VOLUME, emptyDir: {} }],
      ...(spec.initContainers && { initContainers: spec.initContainers.map(withFile) }),
      containers: spec.containers.map(withFile),
    },
  };
};

const OPEN_FILE = 0o666;

/** Any user may write them. */
export const messageEntries = (pod: NewPod, volume: string, folder: string): TarEntry[] =>
  volume === VOLUME
    ? containersOf(pod)
        .filter(writesMessage)
        .map(({ name }) => ({ name: `${folder}/${name}`, mode: OPEN_FILE, content: new Uint8Array() }))
    : [];
