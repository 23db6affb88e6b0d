import type { PortEndpoints } from '../../model/endpoints.ts';
import { shortHash } from '../../model/hash.ts';
import type { ProxyConfiguration } from '../../model/proxy.ts';
import { hasAddress, type Service } from '../../model/service.ts';
import { defaultLines, globalLines, httpClientLines, httpServerLines } from './basics.ts';
import { externalLines } from './external.ts';
import { type Protocol, protocolOf } from './protocol.ts';
import { hasAffinity, LOCAL_PEER, peerLines, serverLines } from './servers.ts';

/** How a Service is served, as a configuration of HAProxy: a pure function of the Service and its endpoints. */

/** Without an address of its own, a Service is reached at the ports of its endpoints. */
const listenAt = (service: Service, { port, endpoints }: PortEndpoints): number[] =>
  hasAddress(service) ? [port.port] : [...new Set([port.port, ...endpoints.map((each) => each.port)])];

const modeLines = (protocol: Protocol): string[] =>
  protocol === 'tcp' ? ['  mode tcp'] : [...httpClientLines, ...httpServerLines(protocol)];

const section = (service: Service, served: PortEndpoints): string[] => [
  '',
  `listen port-${served.port.port}`,
  ...listenAt(service, served).map((number) => `  bind :${number}`),
  ...modeLines(protocolOf(served.port)),
  ...serverLines(service, served),
];

const HASH_LENGTH = 10;

export const proxyConfiguration = (service: Service, ports: readonly PortEndpoints[]): ProxyConfiguration => {
  const { namespace, name } = service.metadata;
  const tcp = ports.filter(({ port }) => (port.protocol ?? 'TCP') === 'TCP');
  const isSticky = hasAffinity(service);
  const lines = [
    `# Service ${namespace}/${name}. berth writes this file.`,
    ...globalLines,
    ...(isSticky ? [LOCAL_PEER] : []),
    '',
    ...defaultLines,
    ...(isSticky ? peerLines(tcp.map(({ port }) => port.port)) : []),
    ...(service.spec.type === 'ExternalName'
      ? externalLines(service)
      : tcp.flatMap((port) => section(service, port))),
    '',
  ];
  const text = lines.join('\n');
  return { text, hash: shortHash(text, HASH_LENGTH) };
};
