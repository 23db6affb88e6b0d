import type { Attachment, ExecRequest, Execution, TerminalSize } from '../../runtime/driver.ts';
import type { Input, World } from '../../world.ts';

/** The size of the terminal that berth runs in. */
export const sizeOf = ({ stdout }: Pick<World, 'stdout'>): TerminalSize => ({
  columns: stdout.terminal?.columns ?? 80,
  rows: stdout.terminal?.rows ?? 24,
});

export interface Session {
  readonly stdin: boolean;
  readonly tty: boolean;
}

const pump = async (stdin: Input, attachment: Attachment): Promise<void> => {
  for await (const bytes of stdin) await attachment.write(bytes);
  attachment.endInput();
};

/** Joins a program to the streams of berth, until it has ended. */
export const joinStreams = async (
  attachment: Attachment,
  { stdin, tty }: Session,
  world: World,
): Promise<void> => {
  // The terminal may be gone, or the program.
  const resize = (): void => void attachment.resize(sizeOf(world)).catch(() => undefined);
  if (tty) {
    world.stdin.setRawMode?.(true);
    world.stdout.terminal?.on('resize', resize);
  }
  try {
    // Input may go on when the program has ended; nobody waits for it.
    if (stdin) void pump(world.stdin, attachment).catch(() => undefined);
    for await (const { stream, bytes } of attachment.output) world[stream].write(bytes);
  } finally {
    if (tty) {
      world.stdout.terminal?.off('resize', resize);
      world.stdin.setRawMode?.(false);
    }
  }
};

/** Joins a command to the streams of berth, and resolves to its exit code. */
export const runExecution = async (
  begin: (request: Pick<ExecRequest, 'stdin' | 'terminal'>) => Promise<Execution>,
  session: Session,
  world: World,
): Promise<number> => {
  const { stdin, tty } = session;
  const execution = await begin({ stdin, ...(tty ? { terminal: sizeOf(world) } : {}) });
  await joinStreams(execution, session, world);
  return execution.exitCode();
};
