import type { Invocation } from '../../cli/command-spec.ts';
import type { ClusterSnapshot } from '../../cluster/observe.ts';
import { findBarePod } from '../../model/bare-pod.ts';
import { CliError } from '../../model/cli-error.ts';
import { observedContainers } from '../../model/containers.ts';
import { awaitsPull, type ObservedPod } from '../../model/pod.ts';
import { refOf } from '../../model/resource.ts';
import type { Container, Pod } from '../../model/workload.ts';
import { converge } from '../../reconcile/converge.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { createObjects } from '../create-objects.ts';
import { markDeleted } from '../mark-deleted.ts';
import { bringAbout } from '../bring-about.ts';
import { podObject } from '../../cluster/objects/pod.ts';
import { showContainer } from '../pods/show-container.ts';

export interface PodCopy {
  readonly original: ObservedPod;
  readonly copy: Pod;
  /** The original goes. */
  readonly replace: boolean;
  /** Whose streams to join; undefined leaves the copy to itself. */
  readonly container: string | undefined;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

const hasBegun = (pod: ObservedPod | undefined, name: string | undefined): boolean => {
  if (pod === undefined || pod.waiting !== undefined) return false;
  const begun = observedContainers(pod).filter(({ state }) => state !== 'created');
  return name === undefined ? begun.length > 0 : begun.some((container) => container.name === name);
};

/** Makes the copy go on until its container runs: another one of it may well fail, for that it is looked into. */
const start = async (runtime: Runtime, { copy, container }: PodCopy, world: World): Promise<ObservedPod> => {
  let pod: ObservedPod | undefined;
  await converge({
    runtime,
    clock: world.clock,
    targets: [],
    holder: world.newHolder(),
    signal: world.signal,
    until: (snapshot: ClusterSnapshot) => {
      pod = findBarePod(snapshot.pods, refOf(copy));
      return hasBegun(pod, container) || (pod?.waiting !== undefined && !awaitsPull(pod.waiting));
    },
    deadline: Number.POSITIVE_INFINITY,
    onEvent: () => undefined,
  });
  if (pod === undefined) throw new CliError('notFound', `pods "${copy.metadata.name}" not found`);
  if (pod.waiting !== undefined) {
    const { reason, message } = pod.waiting;
    throw new CliError('notPossible', `pod ${pod.name} cannot start: ${reason}: ${message}`);
  }
  return pod;
};

const remove = async (runtime: Runtime, pod: ObservedPod, world: World): Promise<void> => {
  const deletion = await markDeleted(runtime, [podObject(pod)], 0);
  await bringAbout({ runtime, world, ...deletion, timeoutMs: 0, print: () => undefined });
};

/** Stores a copy of a pod, starts it, and joins it where that is asked for. */
export const debugCopy = async (
  invocation: Pick<Invocation, 'commandPath'>,
  runtime: Runtime,
  session: PodCopy,
  world: World,
): Promise<void> => {
  const { original, copy, replace, container: name } = session;
  if (replace) await remove(runtime, original, world);
  await createObjects(runtime, world, {
    objects: [copy],
    refuse: (reason) => new CliError('alreadyExists', reason),
    result: undefined,
    flags: { output: '', template: '', saveConfig: false, wait: false },
    dryRun: 'none',
  });
  const pod = await start(runtime, session, world);
  const container = pod.spec.containers.find((container: Container) => container.name === name);
  if (container === undefined) return;
  await showContainer(runtime, pod, container, session, invocation, world);
};
