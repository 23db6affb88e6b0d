import type { PodSpec } from './workload.ts';

/** A PersistentVolumeClaim's volume, which outlives the pods that use it. */
export interface ClaimRef {
  namespace: string;
  name: string;
}

/** The claims that a pod uses. */
export const claimsOf = ({ volumes = [] }: PodSpec): string[] =>
  volumes.flatMap(({ persistentVolumeClaim: claim }) => (claim === undefined ? [] : [claim.claimName]));
