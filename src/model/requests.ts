import { isSidecar } from './containers.ts';
import { parseQuantity } from './quantity.ts';
import type { Container, PodSpec, ResourceList } from './workload.ts';

/** What pods ask a machine for. */
export interface Amounts {
  /** Thousandths of a core. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export const NOTHING: Amounts = { cpu: 0, memory: 0 };

export const sumOf = (a: Amounts, b: Amounts): Amounts => ({
  cpu: a.cpu + b.cpu,
  memory: a.memory + b.memory,
});

const greater = (a: Amounts, b: Amounts): Amounts => ({
  cpu: Math.max(a.cpu, b.cpu),
  memory: Math.max(a.memory, b.memory),
});

/** In units of so many billionths; one that is begun counts as whole. */
const inUnits = (amount: string | number | undefined, nanos: bigint): number => {
  const quantity = amount === undefined ? undefined : parseQuantity(String(amount));
  return quantity === undefined ? 0 : Number((quantity.nanos + nanos - 1n) / nanos);
};

/** Whoever names a limit only, requests as much. */
const requestedBy = ({ resources = {} }: Container): ResourceList => ({
  ...resources.limits,
  ...resources.requests,
});

const amountsOf = (container: Container): Amounts => {
  const { cpu, memory } = requestedBy(container);
  return { cpu: inUnits(cpu, 1_000_000n), memory: inUnits(memory, 1_000_000_000n) };
};

const withRequests = (container: Container): Container =>
  container.resources?.limits === undefined
    ? container
    : { ...container, resources: { ...container.resources, requests: requestedBy(container) } };

/** A pod as it is shown: each container says what it requests. */
export const withAllRequests = (spec: PodSpec): PodSpec => ({
  ...spec,
  ...(spec.initContainers && { initContainers: spec.initContainers.map(withRequests) }),
  containers: spec.containers.map(withRequests),
});

const computed = (spec: PodSpec): Amounts => {
  let sidecars = NOTHING;
  let peak = NOTHING;
  for (const container of spec.initContainers ?? []) {
    if (isSidecar(container)) sidecars = sumOf(sidecars, amountsOf(container));
    else peak = greater(peak, sumOf(sidecars, amountsOf(container)));
  }
  return greater(peak, spec.containers.map(amountsOf).reduce(sumOf, sidecars));
};

const known = new WeakMap<PodSpec, Amounts>();

/** What a pod needs at any one time: its containers side by side, or one of those that come before them. */
export const requestsOf = (spec: PodSpec): Amounts => {
  const amounts = known.get(spec) ?? computed(spec);
  known.set(spec, amounts);
  return amounts;
};

export const isNothing = ({ cpu, memory }: Amounts): boolean => cpu === 0 && memory === 0;
