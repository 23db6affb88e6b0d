import { nextTick } from 'node:process';
import { MANAGED } from '../../model/labels.ts';
import type { VolumeInspectInfo } from './docker-types.ts';
import type { Docker } from './docker.ts';

/** Which of the volumes that are there for their labels: those that have one label, and a name of one of the patterns. */
export interface VolumeQuery {
  label: string;
  names?: readonly string[] | undefined;
}

interface Waiting {
  query: VolumeQuery;
  resolve: (volumes: readonly VolumeInspectInfo[]) => void;
  reject: (reason: unknown) => void;
}

type Lister = Pick<Docker, 'listVolumes'>;

const queues = new WeakMap<Lister, Waiting[]>();

const filtersFor = (queries: readonly VolumeQuery[]): { label: string[]; name?: string[] } => {
  const [only, ...others] = queries;
  const names = queries.map((query) => query.names);
  const named = names.filter((each) => each !== undefined).flat();
  return {
    // Of several labels all must match, of several names one.
    label: only !== undefined && others.length === 0 ? [MANAGED, only.label] : [MANAGED],
    ...(!names.includes(undefined) && { name: named }),
  };
};

const isMeant = ({ label, names }: VolumeQuery, { Name: name, Labels: labels }: VolumeInspectInfo): boolean =>
  labels?.[label] !== undefined && (names?.some((pattern) => new RegExp(pattern).test(name)) ?? true);

const send = async (docker: Lister, waiting: readonly Waiting[]): Promise<void> => {
  try {
    const filters = JSON.stringify(filtersFor(waiting.map(({ query }) => query)));
    const { Volumes: volumes } = await docker.listVolumes({ filters });
    // Podman is content with any one of the filters.
    for (const { query, resolve } of waiting)
      resolve((volumes ?? []).filter((volume) => isMeant(query, volume)));
  } catch (error) {
    for (const { reject } of waiting) reject(error);
  }
};

/** What is asked for at the same moment is one question to the engine. */
export const listLabelVolumes = (docker: Lister, query: VolumeQuery): Promise<readonly VolumeInspectInfo[]> =>
  new Promise((resolve, reject) => {
    const queue = queues.get(docker);
    if (queue !== undefined) {
      queue.push({ query, resolve, reject });
      return;
    }
    const waiting: Waiting[] = [{ query, resolve, reject }];
    queues.set(docker, waiting);
    // After everything that the present moment sets off.
    nextTick(() => {
      queues.delete(docker);
      void send(docker, waiting);
    });
  });
