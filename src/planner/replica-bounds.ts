import type { DeploymentSpec, IntOrPercent } from '../model/workload.ts';

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

/** Kubernetes' rounding: surge up, unavailable down, and one may be unavailable where neither lets anything move. */
export const replicaBounds = (spec: DeploymentSpec): ReplicaBounds => {
  const replicas = spec.replicas ?? 1;
  const { maxSurge = DEFAULT_SHARE, maxUnavailable = DEFAULT_SHARE } = spec.strategy?.rollingUpdate ?? {};
  const surge = countOf(maxSurge, replicas, Math.ceil);
  const allowed = countOf(maxUnavailable, replicas, Math.floor);
  const unavailable = Math.min(replicas, surge === 0 && allowed === 0 ? 1 : allowed);
  return {
    replicas,
    maxSurge: surge,
    maxUnavailable: unavailable,
    floor: replicas - unavailable,
    ceiling: replicas + surge,
  };
};
