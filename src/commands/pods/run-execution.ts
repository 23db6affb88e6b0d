import type { ExecRequest, Execution, TerminalSize } from '../../runtime/driver.ts';
import type { Input, World } from '../../world.ts';

/** The size of the terminal that berth runs in. */
const sizeOf = ({ stdout }: Pick<World, 'stdout'>): TerminalSize => ({
  columns: stdout.terminal?.columns ?? 80,
  rows: stdout.terminal?.rows ?? 24,
});

interface Session {
  readonly stdin: boolean;
  readonly tty: boolean;
}

const pump = async (stdin: Input, execution: Execution): Promise<void> => {
  for await (const bytes of stdin) await execution.write(bytes);
  execution.endInput();
};

/** Joins a command to the streams of berth, and resolves to its exit code. */
export const runExecution = async (
  begin: (request: Pick<ExecRequest, 'stdin' | 'terminal'>) => Promise<Execution>,
  { stdin, tty }: Session,
  world: World,
): Promise<number> => {
  const execution = await begin({ stdin, ...(tty ? { terminal: sizeOf(world) } : {}) });
  // The terminal may be gone, or the command.
  const resize = (): void => void execution.resize(sizeOf(world)).catch(() => undefined);
  if (tty) {
    world.stdin.setRawMode?.(true);
    world.stdout.terminal?.on('resize', resize);
  }
  try {
    // Input may go on when the command has ended; nobody waits for it.
    if (stdin) void pump(world.stdin, execution).catch(() => undefined);
    for await (const { stream, bytes } of execution.output) world[stream].write(bytes);
    return await execution.exitCode();
  } finally {
    if (tty) {
      world.stdout.terminal?.off('resize', resize);
      world.stdin.setRawMode?.(false);
    }
  }
};
