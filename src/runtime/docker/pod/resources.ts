import type { HostConfig } from '../docker-types.ts';
import { parseQuantity } from '../../../model/quantity.ts';
import type { Container, ResourceList } from '../../../model/workload.ts';

/** What a container may use of the machine. */

const PERIOD = 100_000;
/** The engine takes no less. */
const MIN_QUOTA = 1_000;
const MIN_MEMORY = 6 * 1024 * 1024;
/** What the kernel takes. */
const MIN_SHARES = 2;
const MAX_SHARES = 262_144;
const SHARES_PER_CPU = 1_024;

const amount = (list: ResourceList | undefined, name: string): number | undefined => {
  const quantity = list?.[name] === undefined ? undefined : parseQuantity(String(list[name]));
  return quantity === undefined ? undefined : Number(quantity.nanos) / 1e9;
};

const sharesOf = (cpus: number): number =>
  Math.min(MAX_SHARES, Math.max(MIN_SHARES, Math.floor(cpus * SHARES_PER_CPU)));

/**
 * A quota rather than the engine's own count of CPUs, which may not be more than the machine has: a limit that was
 * written for a larger one is no error. What is requested decides who goes first when the machine is busy.
 */
export const resourceSettings = ({ resources = {} }: Container): HostConfig => {
  const { limits, requests } = resources;
  const cpu = amount(limits, 'cpu');
  const memory = amount(limits, 'memory');
  const request = amount(requests, 'cpu') ?? cpu;
  const bytes = memory === undefined ? undefined : Math.max(MIN_MEMORY, Math.ceil(memory));
  return {
    ...(cpu !== undefined && { CpuPeriod: PERIOD, CpuQuota: Math.max(MIN_QUOTA, Math.ceil(cpu * PERIOD)) }),
    ...(bytes !== undefined && { Memory: bytes, MemorySwap: bytes }),
    ...(request !== undefined && { CpuShares: sharesOf(request) }),
  };
};
