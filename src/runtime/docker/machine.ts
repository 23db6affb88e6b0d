import type { Machine } from '../../model/node.ts';
import type { Runtime } from '../driver.ts';
import type { EngineInfo } from './docker-types.ts';
import type { Engine } from './engine.ts';

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
});

export const createMachine = (engine: Engine): Pick<Runtime, 'machine'> => ({
  machine: () => engine.ask(async (docker) => machineOf(await docker.info())),
});
