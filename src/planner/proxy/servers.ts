import type { Endpoint, PortEndpoints } from '../../model/endpoints.ts';
import type { Service } from '../../model/service.ts';
import { type Protocol, protocolOf } from './protocol.ts';
import { quote } from './quote.ts';
import { readinessCheck, type ReadinessCheck } from './readiness-check.ts';

/** The endpoints of a port as the servers of a section, and how requests are spread over them. */

const AFFINITY_SECONDS = 10_800;

export const hasAffinity = ({ spec }: Service): boolean => spec.sessionAffinity === 'ClientIP';

const affinity = (service: Service): string[] => {
  if (!hasAffinity(service)) return [];
  const { spec } = service;
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS;
  return [`  stick-table type ipv6 size 100k expire ${seconds}s peers berth`, '  stick on src'];
};

/** Of the global section, where there are peers. */
export const LOCAL_PEER = '  localpeer berth';

/** A new process learns from the one that it replaces which client belongs where. `taken`: its other ports. */
export const peerLines = (taken: readonly number[]): string[] => {
  let own = 1_023;
  while (taken.includes(own)) own--;
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
    if (check?.rules === undefined) continue;
    const key = check.rules.join('\n');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1))[0]?.[0];
};

const serverLine = ({ endpoint, check }: Server, protocol: Protocol, rules: string | undefined): string[] => {
  const { address, port, pod, ready } = endpoint;
  const isChecked = check !== undefined && (check.rules === undefined || check.rules.join('\n') === rules);
  if (!ready && !isChecked) return [];
  const host = address.includes(':') ? `[${address}]` : address;
  const words = [
    `  server ${pod?.name ?? `${address}:${port}`} ${quote(`${host}:${port}`)}`,
    ...(protocol === 'h2' ? ['proto h2'] : []),
    ...(isChecked ? [check.parameters] : []),
  ];
  return [words.join(' ')];
};

/**
 * Pods are near: what one of them does not take at once, it takes no more. With several of them gone at the same time
 * it may need more than a few tries to meet one that is there.
 */
const NEAR = ['  timeout connect 300ms', '  retries 10'];

/** What a section says about where its requests go. */
export const serverLines = (service: Service, { port, endpoints }: PortEndpoints): string[] => {
  const asTheyAre = service.spec.publishNotReadyAddresses === true;
  const servers = endpoints.map((endpoint): Server => {
    const { pod } = endpoint;
    return { endpoint, check: pod === undefined || asTheyAre ? undefined : readinessCheck(pod) };
  });
  const rules = commonRules(servers);
  return [
    '  balance roundrobin',
    ...(endpoints.length > 0 && endpoints.every(({ pod }) => pod !== undefined) ? NEAR : []),
    ...affinity(service),
    ...(rules === undefined || rules === '' ? [] : rules.split('\n').map((rule) => `  ${rule}`)),
    ...servers.flatMap((server) => serverLine(server, protocolOf(port), rules)),
  ];
};
