import type { FieldRef, ResourceFieldRef } from '../../../model/env.ts';
import { NODE_NAME } from '../../../model/node.ts';
import type { NewPod } from '../../../model/pod.ts';
import { parseQuantity } from '../../../model/quantity.ts';
import type { Container, ResourceList } from '../../../model/workload.ts';
import { RuntimeError } from '../../driver.ts';
import type { Circumstances } from './circumstances.ts';

/** The fields of a pod that its own containers may ask for. */

/** As the kubelet prints labels: one to a line, in order, with the values quoted. */
const mapText = (map: Readonly<Record<string, string>>): string =>
  Object.entries(map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');

export const fieldValue = (
  { fieldPath }: FieldRef,
  pod: NewPod,
  { place, hostIp }: Circumstances,
): string => {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath) ?? [];
  if (key !== undefined) return (map === 'labels' ? pod.labels : pod.annotations)[key] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return pod.name;
    case 'metadata.namespace':
      return pod.namespace;
    case 'metadata.uid':
      return pod.uid;
    case 'metadata.labels':
      return mapText(pod.labels);
    case 'metadata.annotations':
      return mapText(pod.annotations);
    case 'spec.nodeName':
      return NODE_NAME;
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? 'default';
    case 'status.podIP':
    case 'status.podIPs':
      return place?.address ?? hostIp;
    case 'status.hostIP':
    case 'status.hostIPs':
      return hostIp;
    default:
      throw new RuntimeError('invalid', `unsupported fieldPath: ${fieldPath}`);
  }
};

const NANOS = 1_000_000_000n;

const nanosIn = (list: ResourceList | undefined, name: string): bigint | undefined =>
  list?.[name] === undefined ? undefined : parseQuantity(String(list[name]))?.nanos;

/** In whole divisors, rounded up. Where the container has no limit, that of the machine holds. */
export const resourceValue = (
  { containerName, resource, divisor = '0' }: ResourceFieldRef,
  pod: NewPod,
  own: Container,
  { machine }: Circumstances,
): string => {
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const container = containers.find(({ name }) => name === containerName) ?? own;
  const [part = '', name = ''] = resource.split(/\.(.*)/);
  const { limits, requests } = container.resources ?? {};
  const ofMachine: Readonly<Record<string, bigint>> = {
    cpu: BigInt(machine.cpus) * NANOS,
    memory: BigInt(machine.memory) * NANOS,
  };
  const limit = nanosIn(limits, name);
  const amount =
    part === 'limits' ? (limit ?? ofMachine[name] ?? 0n) : (nanosIn(requests, name) ?? limit ?? 0n);
  const written = parseQuantity(String(divisor))?.nanos ?? 0n;
  const unit = written === 0n ? NANOS : written;
  return String((amount + unit - 1n) / unit);
};
