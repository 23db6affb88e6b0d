import { PRE_STOP } from '../../../model/labels.ts';
import type { NewPod, PodRef } from '../../../model/pod.ts';
import type { Container } from '../../../model/workload.ts';
import type { Container as EngineContainer, Docker } from '../docker.ts';
import { unlessStatus } from '../errors.ts';
import { hookLine, prelude, shellCommand } from './shell.ts';

/** What a container is given to do before it is asked to end. */

/** So much is left for its end in any case, as in Kubernetes. */
const LEAST_GRACE_SECONDS = 2;
/** Longer than any grace period: whoever ends the container does not wait for more than that. */
const LONG_SECONDS = 86_400;

/** The container carries it along: whoever is to end it may know nothing else of the pod. */
export const preStopLabels = ({ spec }: NewPod, container: Container): Readonly<Record<string, string>> => {
  const hook = container.lifecycle?.preStop;
  if (hook === undefined) return {};
  return { [PRE_STOP]: prelude(spec.hostNetwork === true) + hookLine(hook, container, LONG_SECONDS) };
};

/** Resolves when the command has ended, and in any case when its time is up. */
const runWithin = async (
  container: EngineContainer,
  command: readonly string[],
  seconds: number,
): Promise<void> => {
  const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({ Tty: false });
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1_000);
    for (const event of ['end', 'close', 'error']) stream.once(event, () => resolve());
    stream.resume();
  });
  clearTimeout(timer);
  stream.destroy();
};

/** Runs the hook of a container that runs, and gives back what is left of the grace period. A hook may fail. */
export const runPreStop = async (docker: Docker, { id }: PodRef, graceSeconds: number): Promise<number> => {
  const container = docker.getContainer(id);
  const present = graceSeconds > 0 ? await container.inspect().catch(unlessStatus(404)) : undefined;
  const script = present?.Config.Labels?.[PRE_STOP];
  if (present?.State.Running !== true || script === undefined) return graceSeconds;
  const began = performance.now();
  await runWithin(container, shellCommand(script), graceSeconds).catch(() => undefined);
  const left = graceSeconds - Math.floor((performance.now() - began) / 1_000);
  return Math.max(LEAST_GRACE_SECONDS, left);
};
