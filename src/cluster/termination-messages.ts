import { containerRef, containersOf, observedContainers } from '../model/containers.ts';
import type { ObservedContainer, ObservedPod, PodRef } from '../model/pod.ts';
import { fallsBackToLogs, messagePath, writesMessage } from '../model/termination-message.ts';
import type { Container } from '../model/workload.ts';
import { type Runtime, RuntimeError } from '../runtime/driver.ts';

/** What containers said of their last end, by the runtime's own names for them. Asked for only where it is shown. */
export type TerminationMessages = ReadonlyMap<string, string>;

/** Kubernetes shows no more than that, and that is the end of it. */
const MOST_BYTES = 4_096;
const MOST_LINES_OF_LOGS = 80;
const MOST_BYTES_OF_LOGS = 2_048;

const endOf = (parts: readonly Uint8Array[], most: number): string =>
  Buffer.concat(parts).subarray(-most).toString();

/** What cannot be read was not said. */
const unlessRefused = async (read: Promise<string>): Promise<string> => {
  try {
    return await read;
  } catch (error) {
    if (error instanceof RuntimeError && error.code !== 'unreachable') return '';
    throw error;
  }
};

const isOver = ({ state }: ObservedContainer): boolean => state === 'exited' || state === 'restarting';

const isAgain = ({ state, restarts }: ObservedContainer): boolean => state === 'running' && restarts > 0;

/** What is newer than the present run is of that run, which goes on. */
const isOfLastEnd = (observed: ObservedContainer, modifiedAt: number): boolean =>
  isOver(observed) || observed.startedAt === undefined || modifiedAt <= observed.startedAt;

const readFile = async (
  runtime: Runtime,
  ref: PodRef,
  path: string,
  observed: ObservedContainer,
): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const { kind, content, modifiedAt } of runtime.readFiles(ref, path)) {
    if (kind !== 'file' || content === undefined || !isOfLastEnd(observed, modifiedAt)) break;
    for await (const part of content) parts.push(part);
  }
  return endOf(parts, MOST_BYTES);
};

const readLogs = async (runtime: Runtime, ref: PodRef, observed: ObservedContainer): Promise<string> => {
  const run = isOver(observed) ? 'present' : 'previous';
  const parts: Uint8Array[] = [];
  for await (const { bytes } of runtime.logs(ref, { tail: MOST_LINES_OF_LOGS, run })) parts.push(bytes);
  return endOf(parts, MOST_BYTES_OF_LOGS);
};

const messageOf = async (
  runtime: Runtime,
  ref: PodRef,
  container: Container,
  observed: ObservedContainer,
): Promise<string> => {
  const written = writesMessage(container)
    ? await unlessRefused(readFile(runtime, ref, messagePath(container), observed))
    : '';
  const wantsLogs = written === '' && fallsBackToLogs(container) && observed.exitCode !== 0;
  return wantsLogs ? unlessRefused(readLogs(runtime, ref, observed)) : written;
};

export const readTerminationMessages = async (
  runtime: Runtime,
  pods: readonly ObservedPod[],
): Promise<TerminationMessages> => {
  const found = pods.flatMap((pod) => {
    const specs = new Map(containersOf(pod).map((container) => [container.name, container]));
    return observedContainers(pod)
      .filter((observed) => isOver(observed) || isAgain(observed))
      .map(async (observed): Promise<[string, string]> => {
        const spec = specs.get(observed.name);
        const ref = containerRef(pod, observed.name);
        return [observed.id, spec === undefined ? '' : await messageOf(runtime, ref, spec, observed)];
      });
  });
  return new Map(await Promise.all(found));
};
