import type { Machine } from '../../model/node.ts';
import type { Runtime } from '../driver.ts';
import type { EngineInfo } from './docker-types.ts';
import type { Engine } from './engine.ts';
import type { PodPlaces } from './pod-places.ts';

/** What the kernel calls a processor, in the words of Go, which are those of images and of Kubernetes. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i686: '386',
  i386: '386',
};

export const machineOf = (info: EngineInfo): Machine => ({
  os: info.OSType,
  architecture: ARCHITECTURES[info.Architecture] ?? info.Architecture,
  cpus: info.NCPU,
  memory: info.MemTotal,
  osImage: info.OperatingSystem,
  kernelVersion: info.KernelVersion,
  engine: `docker://${info.ServerVersion}`,
  hostName: info.Name,
  id: info.ID,
});

export const createMachine = (engine: Engine, places: PodPlaces): Pick<Runtime, 'machine'> => ({
  machine: () =>
    engine.ask(async (docker) => {
      const [info, network] = await Promise.all([docker.info(), places.network(docker)]);
      return { ...machineOf(info), ...(network && { address: network.gateway, since: network.createdAt }) };
    }),
});
