import { POD_NAMESPACE } from '../../model/labels.ts';
import type { Docker } from './docker.ts';
import type { ContainerInfo, ContainerInspectInfo } from './docker-types.ts';
import type { EngineMemory } from './engine-memory.ts';
import { runBegan } from './container-status.ts';
import { unlessStatus } from './errors.ts';

/**
 * What only a call for each container tells: how often it was started again, exactly when last, and by which names
 * it is found.
 */
export interface Run {
  restarts: number;
  startedAt: number;
  names?: string[];
  /** Of the run before that, or of the last one. */
  finishedAt?: number;
  outOfMemory?: boolean;
  /** Of one that never ran. */
  startError?: string;
}

/**
 * Asks once for each container, and again when the list says something that does not fit: a third of a millisecond
 * each.
 */
export interface Runs {
  of(
    docker: Docker,
    containers: readonly ContainerInfo[],
    question: Question,
  ): Promise<ReadonlyMap<string, Run>>;
  /** For the commands to come; undefined where they know already. */
  toRemember(): EngineMemory['runs'] | undefined;
  /** What is known of this container holds no longer. */
  forget(id: string): void;
}

interface Question {
  now: number;
  /** The namespaces whose pods' names are asked for. */
  namesIn?: ReadonlySet<string> | undefined;
  remembered?: EngineMemory['runs'];
}

export interface KnownRun extends Run {
  state: string;
  learnedAt: number;
}

type Attached = Pick<ContainerInspectInfo, 'Name'> & {
  NetworkSettings: { Networks?: Record<string, { Aliases?: string[] | null }> };
};

/** The engine's clock may be a little off ours. */
const TOLERANCE_MS = 2_000;

/** Whether what was learned earlier fits what the list says now. */
export const stillHolds = (
  { State: state, Status: status }: Pick<ContainerInfo, 'State' | 'Status'>,
  known: KnownRun,
  now: number,
): boolean => {
  if (state !== known.state || state === 'restarting' || state === 'created') return false;
  const span = runBegan(status, now);
  if (span === undefined) return true;
  const { earliest, latest } = span;
  const fits = known.startedAt >= earliest - TOLERANCE_MS && known.startedAt <= latest + TOLERANCE_MS;
  // What ran before it was asked about has not been started again since.
  return fits && latest < known.learnedAt;
};

/**
 * The names that were given to a container on its networks. Engines add names without a dot, which are the host name
 * and the beginning of the id, and its own.
 */
export const givenNames = ({ Name: name, NetworkSettings: { Networks: networks } }: Attached): string[] => {
  const aliases = Object.values(networks ?? {}).flatMap(({ Aliases: some }) => some ?? []);
  return [...new Set(aliases)].filter((alias) => alias.includes('.') && `/${alias}` !== name);
};

const inspect = async (docker: Docker, id: string, now: number): Promise<KnownRun | undefined> => {
  const found = await docker.getContainer(id).inspect().catch(unlessStatus(404));
  if (found === undefined) return undefined;
  const { Status: state, StartedAt: started, FinishedAt: finished, OOMKilled: outOfMemory } = found.State;
  const { Error: startError = '' } = found.State;
  const finishedAt = Date.parse(finished);
  return {
    state,
    restarts: found.RestartCount,
    // The engine says `0001-01-01T00:00:00Z` where there was none.
    startedAt: Math.max(0, Date.parse(started)),
    ...(finishedAt > 0 && { finishedAt }),
    ...(outOfMemory && { outOfMemory }),
    ...(state === 'created' && startError !== '' && { startError }),
    names: givenNames(found),
    learnedAt: now,
  };
};

/** Far longer than one that is made waits for its start. */
const START_MS = 2_000;

/** One that was made just now has nothing to tell. */
const isToBeAsked = ({ State: state, Created: created }: ContainerInfo, now: number): boolean =>
  state !== 'created' || now - created * 1_000 > START_MS;

const toRecall = (run: KnownRun): EngineMemory['runs'][string] => {
  const { state: _, names: _names, ...rest } = run;
  return rest;
};

/** What others have learned is of containers that run. Names may have changed since. */
const recalled = (remembered: EngineMemory['runs'], id: string): KnownRun | undefined => {
  const run = remembered[id];
  return run && { ...run, state: 'running' };
};

export const createRuns = (): Runs => {
  let runs: ReadonlyMap<string, KnownRun> = new Map();
  let hasLearned = false;
  return {
    forget: (id) => {
      runs = new Map([...runs].filter(([known]) => known !== id));
    },
    of: async (docker, containers, { now, namesIn, remembered = {} }) => {
      const learn = async (container: ContainerInfo): Promise<KnownRun | undefined> => {
        const known = runs.get(container.Id) ?? recalled(remembered, container.Id);
        const asksNames = namesIn?.has(container.Labels[POD_NAMESPACE] ?? '') === true;
        const isEnough = known !== undefined && (!asksNames || known.names !== undefined);
        if (isEnough && stillHolds(container, known, now)) return known;
        hasLearned = true;
        return inspect(docker, container.Id, now);
      };
      const next = await Promise.all(
        containers
          .filter((container) => isToBeAsked(container, now))
          .map(async (container) => {
            const run = await learn(container);
            return run === undefined ? [] : ([[container.Id, run]] as const);
          }),
      );
      runs = new Map(next.flat());
      return runs;
    },
    toRemember: () => {
      if (!hasLearned) return undefined;
      const running = [...runs].filter(([, { state }]) => state === 'running');
      return Object.fromEntries(running.map(([id, run]) => [id, toRecall(run)]));
    },
  };
};
