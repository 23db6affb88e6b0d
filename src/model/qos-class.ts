import { containersOf } from './containers.ts';
import { compareQuantities, parseQuantity, type Quantity } from './quantity.ts';
import type { PodSpec, ResourceList } from './workload.ts';

type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const NAMES = ['cpu', 'memory'] as const;

/** Nothing is the same as none. */
const amountOf = (list: ResourceList = {}, name: string): Quantity | undefined => {
  const amount = list[name];
  const quantity = amount === undefined ? undefined : parseQuantity(String(amount));
  return quantity?.nanos === 0n ? undefined : quantity;
};

/** How sure a pod can be of what it asks for, in Kubernetes' words. */
export const qosClassOf = (spec: PodSpec): QosClass => {
  const pairs = containersOf({ spec }).flatMap(({ resources = {} }) =>
    NAMES.map((name) => {
      const limit = amountOf(resources.limits, name);
      return { limit, request: amountOf(resources.requests, name) ?? limit };
    }),
  );
  if (pairs.every(({ limit, request }) => limit === undefined && request === undefined)) return 'BestEffort';
  const isSure = pairs.every(
    ({ limit, request }) =>
      limit !== undefined && request !== undefined && compareQuantities(limit, request) === 0,
  );
  return isSure ? 'Guaranteed' : 'Burstable';
};
