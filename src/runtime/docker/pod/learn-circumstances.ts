import type { Docker } from '../docker.ts';
import { containersOf } from '../../../model/containers.ts';
import type { NewPod } from '../../../model/pod.ts';
import type { PodConfig } from '../../../model/pod-config.ts';
import { needsTools } from '../../../model/tools.ts';
import type { PodSpec } from '../../../model/workload.ts';
import { machineOf } from '../machine.ts';
import type { PodPlaces } from '../pod-places.ts';
import type { Circumstances } from './circumstances.ts';
import { ensureTools } from './tools-volume.ts';

const asksForResources = (spec: PodSpec): boolean =>
  containersOf({ spec }).some(({ env = [] }) => env.some(({ valueFrom }) => valueFrom?.resourceFieldRef)) ||
  JSON.stringify(spec.volumes ?? []).includes('resourceFieldRef');

/** Asked only where a pod wants to know: the engine takes a while to describe itself. */
const UNASKED: Circumstances['machine'] = { cpus: 0, memory: 0 };

/** All that files depend on: addresses they cannot tell. */
export const circumstancesOfFiles = async (
  docker: Docker,
  pod: NewPod,
  config: PodConfig,
): Promise<Circumstances> => ({
  place: undefined,
  hostIp: '',
  machine: asksForResources(pod.spec) ? machineOf(await docker.info()) : UNASKED,
  config,
  volumeRoots: new Map(),
  tools: undefined,
});

export const learnCircumstances = async (
  docker: Docker,
  pod: NewPod,
  config: PodConfig,
  { places, toolsImage }: { places: PodPlaces; toolsImage: string },
): Promise<Circumstances> => {
  const [place, hostIp, machine, tools] = await Promise.all([
    pod.spec.hostNetwork === true ? undefined : places.take(docker),
    places.gateway(docker),
    asksForResources(pod.spec) ? docker.info().then(machineOf) : UNASKED,
    needsTools(pod.spec) ? ensureTools(docker, toolsImage) : undefined,
  ]);
  return { place, hostIp, machine, config, volumeRoots: new Map(), tools };
};
