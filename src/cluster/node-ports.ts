import { uuidOf } from '../model/hash.ts';
import type { StoredRecord } from '../model/record.ts';
import { refKey, refOf, type Resource, sameRef } from '../model/resource.ts';
import { isService, type Service, type ServicePort } from '../model/service.ts';

/** Kubernetes' own range. */
const FIRST = 30_000;
const COUNT = 2_768;

const wantsNodePorts = ({ spec }: Service): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);

const isUnset = ({ nodePort }: ServicePort): boolean => nodePort === undefined || nodePort === 0;

const nodePortsOf = (resource: Resource): number[] =>
  isService(resource)
    ? (resource.spec.ports ?? []).flatMap(({ nodePort = 0 }) => (nodePort > 0 ? [nodePort] : []))
    : [];

/** Where to look first: the same for the same port of the same Service, so that two writers agree. */
const preferred = (service: Service, { port }: ServicePort): number =>
  Number.parseInt(uuidOf(`${refKey(refOf(service))} ${port}`).slice(0, 8), 16) % COUNT;

const choose = (start: number, taken: ReadonlySet<number>): number | undefined => {
  for (let step = 0; step < COUNT; step++) {
    const candidate = FIRST + ((start + step) % COUNT);
    if (!taken.has(candidate)) return candidate;
  }
  return undefined;
};

/**
 * Gives each port of a NodePort or LoadBalancer Service a port of the host where the manifest gives none: the one
 * that it had, else one that no other Service has.
 */
export const withNodePorts = (
  resource: Resource,
  live: Resource | undefined,
  records: readonly StoredRecord[],
): Resource => {
  if (!isService(resource) || !wantsNodePorts(resource)) return resource;
  const ref = refOf(resource);
  const others = records.filter((record) => !record.deleted && !sameRef(refOf(record.resource), ref));
  const taken = new Set([...others.map((other) => other.resource), resource].flatMap(nodePortsOf));
  const before = live !== undefined && isService(live) ? (live.spec.ports ?? []) : [];
  const ports = (resource.spec.ports ?? []).map((port) => {
    if (!isUnset(port)) return port;
    const kept = before.find(
      (known) => known.port === port.port && (known.protocol ?? 'TCP') === (port.protocol ?? 'TCP'),
    )?.nodePort;
    const nodePort =
      kept !== undefined && kept > 0 && !taken.has(kept) ? kept : choose(preferred(resource, port), taken);
    if (nodePort === undefined) return port;
    taken.add(nodePort);
    return { ...port, nodePort };
  });
  return { ...resource, spec: { ...resource.spec, ports } };
};
