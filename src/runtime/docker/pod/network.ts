import type { ContainerCreateOptions, EndpointSettings, HostConfig } from '../docker-types.ts';
import type { NewPod } from '../../../model/pod.ts';
import { hostnameOf } from '../../../model/pod-names.ts';
import type { ContainerPort, PodSpec } from '../../../model/workload.ts';
import type { NetworkPlace } from './circumstances.ts';

/** By which names a pod knows itself and others, and where it can be reached. */

const CLUSTER_DOMAIN = 'svc.cluster.local';

const domainOf = ({ namespace, spec }: NewPod): string | undefined =>
  spec.subdomain === undefined ? undefined : `${spec.subdomain}.${namespace}.${CLUSTER_DOMAIN}`;

/** A pod on the host's network has the host's name. */
export const hostNames = (pod: NewPod): Pick<ContainerCreateOptions, 'Hostname' | 'Domainname'> => {
  if (pod.spec.hostNetwork === true) return {};
  const short = hostnameOf(pod);
  const domain = domainOf(pod);
  if (domain === undefined) return { Hostname: short };
  return pod.spec.setHostnameAsFQDN === true
    ? { Hostname: `${short}.${domain}` }
    : { Hostname: short, Domainname: domain };
};

interface Dns {
  servers: readonly string[];
  searches: readonly string[];
  /** By name; an option may have no value. */
  options: ReadonlyMap<string, string | undefined>;
}

const NO_DNS: Dns = { servers: [], searches: [], options: new Map() };

/**
 * One dot makes a name complete: with Kubernetes' five, every name of the outside world is first looked for in the
 * search domains, and each miss asks a server that may be far away.
 */
const clusterDns = ({ namespace }: NewPod): Dns => ({
  servers: [],
  searches: [`${namespace}.${CLUSTER_DOMAIN}`],
  options: new Map([['ndots', '1']]),
});

const dnsOf = (pod: NewPod): Dns => {
  const { dnsPolicy, dnsConfig = {}, hostNetwork } = pod.spec;
  const isOfCluster =
    dnsPolicy === 'ClusterFirstWithHostNet' ||
    (dnsPolicy !== 'Default' && dnsPolicy !== 'None' && hostNetwork !== true);
  const base = isOfCluster ? clusterDns(pod) : NO_DNS;
  return {
    servers: [...base.servers, ...(dnsConfig.nameservers ?? [])],
    searches: [...base.searches, ...(dnsConfig.searches ?? [])],
    options: new Map([
      ...base.options,
      ...(dnsConfig.options ?? []).map(({ name = '', value }) => [name, value] as const),
    ]),
  };
};

export const dnsSettings = (pod: NewPod): HostConfig => {
  const { servers, searches, options } = dnsOf(pod);
  // Left to itself, the engine takes the host's domains.
  const search = searches.length === 0 && pod.spec.dnsPolicy === 'None' ? ['.'] : searches;
  return {
    ...(servers.length > 0 && { Dns: [...servers] }),
    ...(search.length > 0 && { DnsSearch: [...search] }),
    ...(options.size > 0 && {
      DnsOptions: [...options].map(([name, value]) => (value === undefined ? name : `${name}:${value}`)),
    }),
  };
};

export const extraHosts = ({ hostAliases = [] }: PodSpec): HostConfig => {
  const hosts = hostAliases.flatMap(({ ip, hostnames = [] }) => hostnames.map((name) => `${name}:${ip}`));
  return hosts.length === 0 ? {} : { ExtraHosts: hosts };
};

/** `8080/tcp` */
const portKey = ({ containerPort, protocol = 'TCP' }: ContainerPort): string =>
  `${containerPort}/${protocol.toLowerCase()}`;

export const exposedPorts = (ports: readonly ContainerPort[]): Record<string, object> =>
  Object.fromEntries(ports.map((port) => [portKey(port), {}]));

export const portBindings = (ports: readonly ContainerPort[]): Record<string, object[]> => {
  const bindings: Record<string, object[]> = {};
  for (const port of ports) {
    if (port.hostPort === undefined) continue;
    const binding = { HostIp: port.hostIP ?? '', HostPort: String(port.hostPort) };
    (bindings[portKey(port)] ??= []).push(binding);
  }
  return bindings;
};

export const endpointSettings = (
  { address }: Pick<NetworkPlace, 'address'>,
  aliases: readonly string[],
): EndpointSettings => ({
  IPAMConfig: { IPv4Address: address },
  ...(aliases.length > 0 && { Aliases: [...aliases] }),
});
