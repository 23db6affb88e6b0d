import type Docker from 'dockerode';
import type { ContainerInfo } from 'dockerode';
import { runBegan } from './container-status.ts';
import { unlessStatus } from './errors.ts';

/** What only a call for each container tells of its runs: how often it was started again, and exactly when last. */
export interface Run {
  restarts: number;
  startedAt: number;
}

/**
 * Asks once for each container, and again when the list says something that does not fit: a third of a millisecond
 * each.
 */
export interface Runs {
  of(docker: Docker, containers: readonly ContainerInfo[], now: number): Promise<ReadonlyMap<string, Run>>;
}

export interface KnownRun extends Run {
  state: string;
}

/** The engine's clock may be a little off ours. */
const TOLERANCE_MS = 2_000;

/** Whether what was learned earlier fits what the list says now. */
export const stillHolds = (
  { State: state, Status: status }: Pick<ContainerInfo, 'State' | 'Status'>,
  known: KnownRun,
  now: number,
): boolean => {
  if (state !== known.state || state === 'restarting') return false;
  const span = runBegan(status, now);
  return (
    span === undefined ||
    (known.startedAt >= span.earliest - TOLERANCE_MS && known.startedAt <= span.latest + TOLERANCE_MS)
  );
};

const inspect = async (docker: Docker, id: string): Promise<KnownRun | undefined> => {
  const found = await docker.getContainer(id).inspect().catch(unlessStatus(404));
  return (
    found && {
      state: found.State.Status,
      restarts: found.RestartCount,
      startedAt: Date.parse(found.State.StartedAt),
    }
  );
};

const hasStarted = ({ State: state }: ContainerInfo): boolean => state !== 'created';

export const createRuns = (): Runs => {
  let runs: ReadonlyMap<string, KnownRun> = new Map();
  return {
    of: async (docker, containers, now) => {
      const next = await Promise.all(
        containers.filter(hasStarted).map(async (container) => {
          const known = runs.get(container.Id);
          const run =
            known !== undefined && stillHolds(container, known, now)
              ? known
              : await inspect(docker, container.Id);
          return run === undefined ? [] : ([[container.Id, run]] as const);
        }),
      );
      runs = new Map(next.flat());
      return runs;
    },
  };
};
