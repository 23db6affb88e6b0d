import { CliError } from '../../model/cli-error.ts';
import { containerRef } from '../../model/containers.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Container } from '../../model/workload.ts';
import { type Attachment, type Runtime, RuntimeError } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { joinStreams, sizeOf } from './run-execution.ts';

export interface AttachRequest {
  readonly pod: ObservedPod;
  readonly container: Container;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

/** A program that draws the screen draws it anew when the size changes. */
const redraw = async (attachment: Attachment, world: World): Promise<void> => {
  const { columns, rows } = sizeOf(world);
  await attachment.resize({ columns: columns + 1, rows: rows + 1 });
  await attachment.resize({ columns, rows });
};

/** `attach` is the command that joins again. */
export const sessionEndedText = (
  { name }: Pick<ObservedPod, 'name'>,
  container: Pick<Container, 'name'>,
  attach: string,
): string =>
  `Session ended, resume using '${attach} ${name} -c ${container.name} -i -t' command when the pod is running\n`;

/** Joins what runs in a container to the streams of berth. `isRaw`: this terminal was handed over to it. */
export const attachSession = async (
  runtime: Runtime,
  { pod, container, stdin, tty, quiet }: AttachRequest,
  world: World,
): Promise<{ isRaw: boolean }> => {
  const say = (text: string): void => (quiet ? undefined : world.stderr.write(text));
  const hasTerminal = container.tty === true;
  if (tty && !hasTerminal) {
    say(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`);
  }
  const isRaw = hasTerminal && stdin && world.stdin.isTTY;
  if (tty && hasTerminal && stdin && !isRaw) {
    say('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  const attachment = await runtime
    .attach(containerRef(pod, container.name), stdin)
    .catch((error: unknown) => {
      if (!(error instanceof RuntimeError) || error.code !== 'conflict') throw error;
      const reason = `container not found (${JSON.stringify(container.name)})`;
      throw new CliError('notPossible', `unable to upgrade connection: ${reason}`, { cause: error });
    });
  if (isRaw) await redraw(attachment, world).catch(() => undefined);
  say("If you don't see a command prompt, try pressing enter.\n");
  await joinStreams(attachment, { stdin, tty: isRaw }, world);
  return { isRaw };
};
