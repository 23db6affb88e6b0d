import type { Machine } from '../../../model/node.ts';
import type { PodConfig } from '../../../model/pod-config.ts';

/** What a pod's containers depend on beside its manifest, known once the pod is about to be made. */
export interface Circumstances {
  /** None for a pod on the host's own network. */
  place: NetworkPlace | undefined;
  /** Where pods reach the machine that they run on. */
  hostIp: string;
  machine: Pick<Machine, 'cpus' | 'memory'>;
  config: PodConfig;
  /** Where the files of a volume are on the machine, for volumes that are mounted in part. */
  volumeRoots: ReadonlyMap<string, string>;
  /** The volume with the tools, for a pod that needs them. */
  tools: string | undefined;
}

export interface NetworkPlace {
  network: string;
  address: string;
}
