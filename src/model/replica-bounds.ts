import type { DeploymentSpec, IntOrPercent } from './workload.ts';

/** How far a rollout may move from the number of replicas. */
export interface ReplicaBounds {
  replicas: number;
  maxSurge: number;
  maxUnavailable: number;
  /** Never fewer available pods than this by our doing. */
  floor: number;
  /** Never more pods than this by our doing. */
  ceiling: number;
}

const DEFAULT_SHARE = '25%';

const countOf = (value: IntOrPercent, replicas: number, round: (share: number) => number): number => {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  return percent === undefined ? 0 : round((replicas * Number(percent)) / 100);
};

/**
 * Kubernetes' rounding: surge up, unavailable down, and one may be unavailable where neither lets anything move.
 * Recreate has no bounds to speak of; what it is to be measured by is the full number.
 */
export const replicaBounds = ({ replicas = 1, strategy }: DeploymentSpec): ReplicaBounds => {
  const { maxSurge = DEFAULT_SHARE, maxUnavailable = DEFAULT_SHARE } = strategy?.rollingUpdate ?? {};
  const isRolling = strategy?.type !== 'Recreate';
  const surge = isRolling ? countOf(maxSurge, replicas, Math.ceil) : 0;
  const share = isRolling ? countOf(maxUnavailable, replicas, Math.floor) : 0;
  const unavailable = Math.min(replicas, isRolling && surge === 0 && share === 0 ? 1 : share);
  return {
    replicas,
    maxSurge: surge,
    maxUnavailable: unavailable,
    floor: replicas - unavailable,
    ceiling: replicas + surge,
  };
};
