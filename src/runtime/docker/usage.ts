import type { Runtime, Usage } from '../driver.ts';
import type { Docker } from './docker.ts';
import type { Engine } from './engine.ts';
import { unlessStatus } from './errors.ts';
import { jsonLines } from './json-lines.ts';
import { usageOf } from './usage-of.ts';

/** The engine measures once a second. The first time there is nothing to compare with. */
const MEASUREMENTS = 3;

const measure = async (docker: Docker, id: string): Promise<Usage | undefined> => {
  const stream = await docker.getContainer(id).stats().catch(unlessStatus(404, 409));
  if (stream === undefined) return undefined;
  try {
    let left = MEASUREMENTS;
    for await (const stats of jsonLines<unknown>(stream)) {
      const usage = usageOf(stats);
      left -= 1;
      if (usage !== undefined || left === 0) return usage;
    }
    return undefined;
  } finally {
    stream.destroy();
  }
};

const total = (usages: readonly Usage[]): Usage => ({
  cpu: usages.reduce((sum, { cpu }) => sum + cpu, 0),
  memory: usages.reduce((sum, { memory }) => sum + memory, 0),
});

export const createUsage = (engine: Engine): Pick<Runtime, 'containerUsage' | 'nodeUsage'> => ({
  containerUsage: ({ id }) => engine.ask((docker) => measure(docker, id)),

  nodeUsage: () =>
    engine.ask(async (docker) => {
      const [info, containers] = await Promise.all([docker.info(), docker.listContainers()]);
      const measured = await Promise.all(containers.map(({ Id }) => measure(docker, Id)));
      const usages = measured.filter((usage) => usage !== undefined);
      const isBlind = containers.length > 0 && usages.length === 0;
      return {
        used: isBlind ? undefined : total(usages),
        capacity: { cpu: info.NCPU, memory: info.MemTotal },
      };
    }),
});
