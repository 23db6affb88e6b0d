import type { Machine } from '../model/node.ts';
import { formatQuantity } from '../model/quantity.ts';
import { replicaBounds } from '../model/replica-bounds.ts';
import { type Amounts, NOTHING, requestsOf, sumOf } from '../model/requests.ts';
import type { DesiredState } from '../model/state.ts';

const totalOf = ({ workloads, pods = [] }: DesiredState): Amounts => {
  const ofWorkloads = workloads
    .filter(({ deleted }) => !deleted)
    .map(({ resource: { spec } }) => {
      const { cpu, memory } = requestsOf(spec.template.spec);
      const { replicas } = replicaBounds(spec);
      return { cpu: cpu * replicas, memory: memory * replicas };
    });
  const alone = pods.filter(({ deleted }) => !deleted).map(({ resource }) => requestsOf(resource.spec));
  return [...ofWorkloads, ...alone].reduce(sumOf, NOTHING);
};

const cpuText = (thousandths: number): string => {
  const text = formatQuantity({ nanos: BigInt(thousandths) * 1_000_000n, notation: 'decimal' });
  return text === '1' ? '1 CPU' : `${text} CPUs`;
};

const MEBIBYTE = 2 ** 20;

const memoryText = (bytes: number): string =>
  bytes >= 1_024 * MEBIBYTE
    ? `${(bytes / 1_024 / MEBIBYTE).toFixed(1)} GiB of memory`
    : `${Math.ceil(bytes / MEBIBYTE)} MiB of memory`;

/** What all pods that are asked for request, where that is more than the machine has; undefined where it is not. */
export const overcommitment = (desired: DesiredState, { cpus, memory }: Machine): string | undefined => {
  const total = totalOf(desired);
  const texts: [asked: string, there: string][] = [];
  if (total.cpu > cpus * 1_000) texts.push([cpuText(total.cpu), cpuText(cpus * 1_000)]);
  if (total.memory > memory) texts.push([memoryText(total.memory), memoryText(memory)]);
  if (texts.length === 0) return undefined;
  const asked = texts.map(([text]) => text).join(' and ');
  const there = texts.map(([, text]) => text).join(' and ');
  return `all pods together request ${asked}, and the machine has ${there}; they run all the same (--enforce-requests lets those wait that do not fit)`;
};
