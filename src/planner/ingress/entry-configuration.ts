import type { PortEndpoints } from '../../model/endpoints.ts';
import { shortHash } from '../../model/hash.ts';
import type { ProxyConfiguration } from '../../model/proxy.ts';
import type { Service } from '../../model/service.ts';
import { defaultLines, globalLines, httpClientLines, httpServerLines } from '../proxy/basics.ts';
import { externalResolvers, externalServer } from '../proxy/external.ts';
import { quote } from '../proxy/quote.ts';
import { protocolOf } from '../proxy/protocol.ts';
import { hasAffinity, LOCAL_PEER, peerLines, serverLines } from '../proxy/servers.ts';
import type { Certificates } from './certificates.ts';
import type { Backend, Route, Routes } from './routes.ts';

/** How all Ingresses are served, as one configuration of HAProxy. */

/** A port of a Service that requests can go to. */
export interface BackendPort {
  backend: Backend;
  service: Service;
  served: PortEndpoints;
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

const keyOf = ({ namespace, service, port }: Backend): string => `${namespace}:${service}:${port}`;

const hostCondition = ({ host }: Route): string => {
  if (host === '') return '';
  if (!host.startsWith('*.')) return `{ var(txn.host) -m str ${quote(host)} } `;
  const rest = host.slice(1).replaceAll('.', String.raw`\.`);
  return `{ var(txn.host) -m reg ${quote(`^[^.]+${rest}$`)} } `;
};

/** A prefix is meant element by element: `/a` is the beginning of `/a/b`, not of `/ab`. */
const pathConditions = ({ path, exact }: Route): string[] => {
  if (exact) return [`{ path -m str ${quote(path)} }`];
  const prefix = path.replace(/\/+$/, '');
  if (prefix === '') return [''];
  return [`{ path -m str ${quote(prefix)} }`, `{ path -m beg ${quote(`${prefix}/`)} }`];
};

const routeLine = (route: Route): string => {
  const host = hostCondition(route);
  const conditions = pathConditions(route).map((path) => `${host}${path}`.trim());
  const isAny = conditions.every((condition) => condition === '');
  return `  use_backend ${keyOf(route.backend)}${isAny ? '' : ` if ${conditions.join(' or ')}`}`;
};

const backendLines = ({ backend, service, served }: BackendPort): string[] => [
  '',
  `backend ${keyOf(backend)}`,
  '  mode http',
  ...httpServerLines(protocolOf(served.port)),
  ...(service.spec.type === 'ExternalName'
    ? [externalServer(service, served.port.port)]
    : serverLines(service, served)),
];

/** What Kubernetes' own default backend says. */
const NOWHERE = [
  '',
  'backend nowhere',
  '  mode http',
  '  http-request return status 404 content-type text/plain string "default backend - 404"',
];

/** What an Ingress names and nobody has made. */
const missingLines = (name: string): string[] => ['', `backend ${name}`, '  mode http'];

const HASH_LENGTH = 10;

export const entryConfiguration = (
  { routes, fallback }: Routes,
  ports: readonly BackendPort[],
  { list, files }: Pick<Certificates, 'list' | 'files'>,
): ProxyConfiguration => {
  const wanted = new Set(
    [...routes.map(({ backend }) => backend), ...(fallback ? [fallback] : [])].map(keyOf),
  );
  const known = new Set(ports.map(({ backend }) => keyOf(backend)));
  const isSticky = ports.some(({ service }) => hasAffinity(service));
  const lines = [
    '# Ingresses. berth writes this file.',
    ...globalLines,
    ...(isSticky ? [LOCAL_PEER] : []),
    '',
    ...defaultLines,
    ...(isSticky ? peerLines([HTTP_PORT, HTTPS_PORT]) : []),
    ...(ports.some(({ service }) => service.spec.type === 'ExternalName') ? externalResolvers : []),
    '',
    'frontend entry',
    `  bind :${HTTP_PORT}`,
    ...(list === undefined ? [] : [`  bind :${HTTPS_PORT} ssl crt-list ${list}`]),
    ...httpClientLines,
    '  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]',
    '  http-request set-var(txn.host) req.hdr(host),host_only,lower',
    ...routes.map(routeLine),
    `  default_backend ${fallback === undefined ? 'nowhere' : keyOf(fallback)}`,
    ...(fallback === undefined ? NOWHERE : []),
    ...ports.filter(({ backend }) => wanted.has(keyOf(backend))).flatMap(backendLines),
    ...[...wanted].filter((name) => !known.has(name)).flatMap(missingLines),
    '',
  ];
  const text = lines.join('\n');
  return { text, files, hash: shortHash(text, HASH_LENGTH) };
};
