import { homedir } from 'node:os';
import type { Clock } from '../../model/clock.ts';
import { DEFAULT_TOOLS_IMAGE } from '../../model/tools.ts';
import type { EngineVersion, Runtime } from '../driver.ts';
import { parseRange } from './address-range.ts';
import { createClaims } from './claims.ts';
import { createDebuggers } from './debuggers.ts';
import { createEngine } from './engine.ts';
import { createEvents } from './events.ts';
import { createExecutions } from './executions.ts';
import { createFiles } from './files.ts';
import { createImages } from './images.ts';
import { createLogs } from './logs.ts';
import { createMachine } from './machine.ts';
import { createPodPlaces } from './pod-places.ts';
import { createPods } from './pods.ts';
import { createProxies } from './proxies.ts';
import { createRecords } from './records.ts';
import { createRuns } from './runs.ts';
import { createTunnels } from './tunnels.ts';
import { createUsage } from './usage.ts';

export interface DockerRuntimeOptions {
  /** DOCKER_HOST and its like, BERTH_POD_RANGE and BERTH_TOOLS_IMAGE. */
  env: Readonly<Record<string, string | undefined>>;
  /** A Docker context, where the user names one. */
  context?: string | undefined;
  clock: Pick<Clock, 'now'>;
}

const NETWORK = { network: 'berth', bridge: 'berth0' };

/** The pods and records of one Docker engine. Nothing is connected to before the first call. */
export const createDockerRuntime = ({ env, context, clock }: DockerRuntimeOptions): Runtime => {
  const home = env['HOME'] ?? homedir();
  const engine = createEngine({ env, context, home });
  const runs = createRuns();
  const range = env['BERTH_POD_RANGE'];
  const toolsImage = env['BERTH_TOOLS_IMAGE'] ?? DEFAULT_TOOLS_IMAGE;
  const places = createPodPlaces(NETWORK, range === undefined ? undefined : parseRange(range));

  const version = (): Promise<EngineVersion> =>
    engine.ask(async (docker) => {
      const { Version, ApiVersion, Os, Arch, Components } = await docker.version();
      // Docker calls itself `Engine`, podman `Podman Engine`.
      const [self = 'Engine'] = Components.map(({ Name }) => Name).filter((name) => name.endsWith('Engine'));
      const name = `${self === 'Engine' ? 'Docker Engine' : self} ${Version}`;
      return { name, version: Version, apiVersion: ApiVersion, os: Os, architecture: Arch };
    });

  return {
    name: 'docker',
    version,
    ...createPods({ engine, places, runs, toolsImage, now: () => clock.now() }),
    ...createProxies(engine, places),
    ...createClaims(engine),
    ...createRecords(engine),
    ...createImages(engine, { env, home }),
    ...createLogs(engine),
    ...createExecutions(engine),
    ...createTunnels(engine),
    ...createDebuggers(engine),
    ...createFiles(engine),
    ...createUsage(engine),
    ...createMachine(engine, places),
    ...createEvents(engine),
    close: () => engine.close(runs.toRemember()),
  };
};
