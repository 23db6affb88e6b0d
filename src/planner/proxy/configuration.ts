import type { Endpoint, PortEndpoints } from '../../model/endpoints.ts';
import { shortHash } from '../../model/hash.ts';
import type { ProxyConfiguration } from '../../model/proxy.ts';
import { hasAddress, type Service, type ServicePort } from '../../model/service.ts';
import { quote } from './quote.ts';
import { readinessCheck, type ReadinessCheck } from './readiness-check.ts';

/** How a Service is served, as a configuration of HAProxy: a pure function of the Service and its endpoints. */

type Protocol = 'tcp' | 'http' | 'h2';

/** By what the port says of itself: appProtocol where it is given, else its name, as `http-web`. */
export const protocolOf = ({ appProtocol, name = '' }: ServicePort): Protocol => {
  const word = appProtocol?.toLowerCase().replace(/^kubernetes\.io\//, '') ?? name.replace(/-.*$/, '');
  if (word === 'http' || word === 'ws') return 'http';
  return word === 'http2' || word === 'h2c' || word === 'grpc' ? 'h2' : 'tcp';
};

/** The longest that HAProxy can wait, nearly: a stream may be silent for as long as its two ends like. */
const NEVER = '24d';

/**
 * An idle connection of a client is closed after this long, so that after a change of configuration the connections
 * that still follow the old one come to an end. No timer that people choose fires after just as long.
 */
const IDLE = '3500ms';

const global = [
  'global',
  '  log stderr format raw local0 notice',
  '  nbthread 2',
  // Fits into the number of files that engines allow everywhere. More connections wait for their turn.
  '  maxconn 8000',
  // Twice the usual room for headers.
  '  tune.bufsize 32768',
];

const defaults = [
  'defaults',
  '  timeout connect 1s',
  `  timeout client ${NEVER}`,
  `  timeout server ${NEVER}`,
  `  timeout tunnel ${NEVER}`,
  `  timeout http-keep-alive ${IDLE}`,
  // A pod that cannot be connected to has not seen the request: another one gets it.
  '  retries 3',
  '  option redispatch 1',
  // An end that vanished without a word is noticed all the same.
  '  option clitcpka',
  '  option srvtcpka',
];

const http = [
  '  mode http',
  '  option forwardfor',
  // Else a request that comes just when the configuration changes meets a closed connection.
  '  option idle-close-on-response',
  // A request that may have had an effect is sent once only.
  '  retry-on conn-failure empty-response',
  '  http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE TRACE }',
];

const AFFINITY_SECONDS = 10_800;

const affinity = ({ spec }: Service): string[] => {
  if (spec.sessionAffinity !== 'ClientIP') return [];
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS;
  return [`  stick-table type ipv6 size 100k expire ${seconds}s peers berth`, '  stick on src'];
};

/** A new process learns from the one that it replaces which client belongs where. */
const peers = (service: Service, ports: readonly PortEndpoints[]): string[] => {
  if (service.spec.sessionAffinity !== 'ClientIP') return [];
  const taken = new Set(ports.map(({ port }) => port.port));
  let own = 1_023;
  while (taken.has(own)) own--;
  return ['', 'peers berth', `  peer berth 127.0.0.1:${own}`];
};

interface Server {
  endpoint: Endpoint;
  check: ReadinessCheck | undefined;
}

/**
 * Checks are set for a whole section. Where pods differ in them, as in the middle of a rollout, the ones that most
 * pods have are made; the other pods are what they were seen to be.
 */
const commonRules = (servers: readonly Server[]): string | undefined => {
  const counts = new Map<string, number>();
  for (const { check } of servers) {
    if (check === undefined) continue;
    const key = check.rules.join('\n');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1))[0]?.[0];
};

const serverLine = ({ endpoint, check }: Server, protocol: Protocol, rules: string | undefined): string[] => {
  const { address, port, pod, ready } = endpoint;
  const isChecked = check !== undefined && check.rules.join('\n') === rules;
  if (!ready && !isChecked) return [];
  const host = address.includes(':') ? `[${address}]` : address;
  const words = [
    `  server ${pod?.name ?? `${address}:${port}`} ${quote(`${host}:${port}`)}`,
    ...(protocol === 'h2' ? ['proto h2'] : []),
    ...(isChecked ? [check.parameters, `init-state ${ready ? 'fully-up' : 'fully-down'}`] : []),
  ];
  return [words.join(' ')];
};

/** Without an address of its own, a Service is reached at the ports of its endpoints. */
const listenAt = (service: Service, { port, endpoints }: PortEndpoints): number[] =>
  hasAddress(service) ? [port.port] : [...new Set([port.port, ...endpoints.map((each) => each.port)])];

const section = (service: Service, served: PortEndpoints): string[] => {
  const { port, endpoints } = served;
  const protocol = protocolOf(port);
  const asTheyAre = service.spec.publishNotReadyAddresses === true;
  const servers = endpoints.map((endpoint): Server => {
    const { pod } = endpoint;
    return { endpoint, check: pod === undefined || asTheyAre ? undefined : readinessCheck(pod) };
  });
  const rules = commonRules(servers);
  return [
    '',
    `listen port-${port.port}`,
    ...listenAt(service, served).map((number) => `  bind :${number}`),
    ...(protocol === 'tcp' ? ['  mode tcp'] : http),
    '  balance roundrobin',
    ...affinity(service),
    ...(rules === undefined || rules === '' ? [] : rules.split('\n').map((rule) => `  ${rule}`)),
    ...servers.flatMap((server) => serverLine(server, protocol, rules)),
  ];
};

/**
 * Where no ports are given, connections are taken at those that programs usually have: the ones that are reserved,
 * and the ones of common databases, queues and web servers.
 */
const USUAL_PORTS =
  '1-1023 1433 1521 2181 3000 3306 4222 5000 5432 5672 6379 8000 8080 8081 8443 8888 8983 9000 9042 9090 9092 9093 9200 11211 15672 26257 27017 50051 61616'.split(
    ' ',
  );

/** An ExternalName: whatever comes goes on to the same port of another host, wherever that is at present. */
const externalSection = ({ spec }: Service): string[] => {
  const ports = (spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  const numbers = ports.length > 0 ? ports.map(({ port }) => String(port)) : USUAL_PORTS;
  return [
    '',
    'resolvers engine',
    '  parse-resolv-conf',
    '  hold valid 5s',
    '',
    'listen external',
    ...numbers.map((number) => `  bind :${number}`),
    '  mode tcp',
    // No port: the one that the client connected to.
    `  server external ${quote(spec.externalName ?? '')} resolvers engine resolve-prefer ipv4 init-addr none`,
  ];
};

const HASH_LENGTH = 10;

export const proxyConfiguration = (service: Service, ports: readonly PortEndpoints[]): ProxyConfiguration => {
  const { namespace, name } = service.metadata;
  const tcp = ports.filter(({ port }) => (port.protocol ?? 'TCP') === 'TCP');
  const hasPeers = service.spec.sessionAffinity === 'ClientIP';
  const lines = [
    `# Service ${namespace}/${name}. berth writes this file.`,
    ...global,
    ...(hasPeers ? ['  localpeer berth'] : []),
    '',
    ...defaults,
    ...peers(service, tcp),
    ...(service.spec.type === 'ExternalName'
      ? externalSection(service)
      : tcp.flatMap((port) => section(service, port))),
    '',
  ];
  const text = lines.join('\n');
  return { text, hash: shortHash(text, HASH_LENGTH) };
};
