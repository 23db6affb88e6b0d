import type { Invocation } from '../../cli/command-spec.ts';
import type { ClusterSnapshot } from '../../cluster/observe.ts';
import { findBarePod } from '../../model/bare-pod.ts';
import { CliError } from '../../model/cli-error.ts';
import { observedContainers } from '../../model/containers.ts';
import { isFinished } from '../../model/pod-life.ts';
import type { ObservedPod } from '../../model/pod.ts';
import { type ObjectRef, type Resource, refOf } from '../../model/resource.ts';
import { converge } from '../../reconcile/converge.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { bringAbout, interruptedError } from '../bring-about.ts';
import { deletedText } from '../delete.ts';
import { markDeleted } from '../mark-deleted.ts';
import { showContainer } from '../pods/show-container.ts';

export interface AttachedRun {
  /** The pod as it is to be stored. */
  readonly object: Resource;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  /** Deletes the pod when the session is over, however it ended. A negative period is the pod's own. */
  readonly remove: { readonly gracePeriod: number } | undefined;
}

const hasEnded = (pod: ObservedPod): boolean => isFinished(pod.spec, observedContainers(pod));

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The pod once it has come to its end; only for one that does not begin again. */
const endOf = async (runtime: Runtime, ref: ObjectRef, world: World): Promise<ObservedPod | undefined> => {
  let pod: ObservedPod | undefined;
  await converge({
    runtime,
    clock: world.clock,
    targets: [],
    holder: world.newHolder(),
    signal: world.signal,
    until: (snapshot: ClusterSnapshot) => {
      pod = findBarePod(snapshot.pods, ref);
      return pod === undefined || hasEnded(pod);
    },
    deadline: Number.POSITIVE_INFINITY,
    onEvent: () => undefined,
  });
  return pod;
};

const exitCodeOf = (pod: ObservedPod | undefined, world: World): number => {
  if (pod === undefined || (pod.exitCode ?? 0) === 0) return 0;
  world.stderr.write(`pod ${pod.namespace}/${pod.name} terminated (Error)\n`);
  return pod.exitCode ?? 1;
};

/** Makes a pod by `create` and joins it to the streams of berth. Resolves to the exit code of the command. */
export const runAttached = async (
  invocation: Pick<Invocation, 'commandPath' | 'runtime'>,
  world: World,
  run: AttachedRun,
  create: () => Promise<void>,
): Promise<number> => {
  const runtime = await invocation.runtime();
  const ref = refOf(run.object);
  const find = async (): Promise<ObservedPod | undefined> => findBarePod(await runtime.listPods(), ref);
  let created = false;
  try {
    const failure = await create().catch((error: unknown) => error);
    if (failure instanceof CliError && failure.code !== 'notConverged') throw failure;
    created = true;
    const pod = await find();
    // A program that fails at once has run all the same.
    if (pod === undefined || (failure !== undefined && !hasEnded(pod))) throw failure;
    const [container] = pod.spec.containers;
    if (container === undefined) throw new Error('a pod has a container');
    const shown = showContainer(runtime, pod, container, run, invocation, world);
    await Promise.race([shown, untilAborted(world.signal)]);
    if (world.signal.aborted) throw interruptedError(`interrupted while pod "${ref.name}" was running`);
    return pod.spec.restartPolicy === 'Never' ? exitCodeOf(await endOf(runtime, ref, world), world) : 0;
  } finally {
    if (created && run.remove !== undefined) await remove(runtime, run.object, run.remove, world);
  }
};

/** Also after Ctrl-C: that is what was asked for. */
const remove = async (
  runtime: Runtime,
  object: Resource,
  { gracePeriod }: { readonly gracePeriod: number },
  world: World,
): Promise<void> => {
  const patient = { ...world, signal: new AbortController().signal };
  const deletion = await markDeleted(runtime, [object], gracePeriod < 0 ? undefined : gracePeriod);
  const print = (): void => world.stdout.write(deletedText(object, { output: '', force: false }, 'none'));
  await bringAbout({ runtime, world: patient, ...deletion, timeoutMs: 0, print });
};
