import type { Invocation } from '../../cli/command-spec.ts';
import { observedContainers } from '../../model/containers.ts';
import { isFinished } from '../../model/pod-life.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Container } from '../../model/workload.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { attachSession, type AttachRequest, sessionEndedText } from './attach-session.ts';
import { logSources } from './log-sources.ts';
import { printLogs } from './print-logs.ts';

const hasStopped = (pod: ObservedPod, { name }: Container): boolean => {
  const containers = observedContainers(pod);
  const container = containers.find((container) => container.name === name);
  return container?.state === 'exited' || isFinished(pod.spec, containers);
};

/** The streams of the container, or what it wrote where it has ended before anyone could join. */
export const showContainer = async (
  runtime: Runtime,
  pod: ObservedPod,
  container: Container,
  { stdin, tty, quiet }: Pick<AttachRequest, 'stdin' | 'tty' | 'quiet'>,
  { commandPath }: Pick<Invocation, 'commandPath'>,
  world: World,
): Promise<void> => {
  if (hasStopped(pod, container)) {
    const flags = { container: container.name, allContainers: false, allPods: false, previous: false };
    const printing = { prefix: false, timestamps: false, ignoreErrors: false, limitBytes: 0 };
    await printLogs(
      runtime,
      logSources(pod, flags, world),
      { follow: false, run: 'present' },
      printing,
      world,
    );
    return;
  }
  const { isRaw } = await attachSession(runtime, { pod, container, stdin, tty, quiet }, world);
  if (isRaw && !quiet) {
    const attach = commandPath.replace(/ \w+$/, ' attach');
    world.stdout.write(sessionEndedText(pod, container, attach));
  }
};
