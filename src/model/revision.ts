import type { PodTemplate } from './workload.ts';

/** One pod template of a workload; what kubectl calls a ReplicaSet. */
export interface Revision {
  /** Counts up; a template that returns takes the next number, as in Kubernetes. */
  number: number;
  hash: string;
  template: PodTemplate;
  createdAt: string;
  changeCause?: string;
}
