import { canonicalJson } from './canonical-json.ts';
import type { NewPod } from './pod.ts';

/** The engine's no to a pod, which another pod of the same kind would get as well. */
export interface Refusal {
  message: string;
  /** When it is asked again. */
  until: number;
}

/** The same for all pods that the engine would refuse for the same reason: those that differ only in their names. */
export const refusalKey = ({ namespace, spec }: Pick<NewPod, 'namespace' | 'spec'>): string =>
  `${namespace} ${canonicalJson(spec)}`;
