import type { Labels } from './selector.ts';

/** The one node that there is: the machine of the engine. */
export const NODE_NAME = 'docker';

/** What an engine tells of the machine that it runs on, in the words of Kubernetes: `linux`, `amd64`. */
export interface Machine {
  readonly os: string;
  readonly architecture: string;
  readonly cpus: number;
  /** In bytes. */
  readonly memory: number;
  readonly osImage: string;
  readonly kernelVersion: string;
  /** `docker://28.5.1` */
  readonly engine: string;
  /** What the machine calls itself. */
  readonly hostName: string;
  /** What the engine calls itself, unlike any other. */
  readonly id: string;
  /** Where pods reach it, once there is a network of theirs. */
  readonly address?: string;
  /** When that was made: from then on it is a node of berth's. */
  readonly since?: number;
}

/** The node as pods find it. */
export interface ObservedNode {
  readonly labels: Labels;
  readonly machine: Machine;
  /** Whether pods wait whose requests do not fit beside those of the others. */
  readonly enforcesRequests: boolean;
  /** The labels of namespaces: terms of affinity select by them. */
  readonly namespaces: ReadonlyMap<string, Labels>;
}

/** What the kubelet says of its node. */
export const labelsOfMachine = ({ os, architecture }: Machine): Labels => ({
  'beta.kubernetes.io/arch': architecture,
  'beta.kubernetes.io/os': os,
  'kubernetes.io/arch': architecture,
  'kubernetes.io/hostname': NODE_NAME,
  'kubernetes.io/os': os,
});
