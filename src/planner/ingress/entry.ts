import { serviceEndpoints } from '../../model/endpoints.ts';
import { type Ingress, INGRESS_ENTRY } from '../../model/ingress.ts';
import type { ObservedPod } from '../../model/pod.ts';
import {
  CONFIGURATION_FOLDER,
  DEFAULT_HOST_ADDRESS,
  DEFAULT_PROXY_IMAGE,
  type ProxyHostPort,
} from '../../model/proxy.ts';
import { sameRef } from '../../model/resource.ts';
import { selectsPod } from '../../model/selection.ts';
import type { DesiredState, ObservedState } from '../../model/state.ts';
import type { ProxyTraffic } from '../proxy/proxy-traffic.ts';
import { type Certificates, certificatesOf } from './certificates.ts';
import { type BackendPort, entryConfiguration } from './entry-configuration.ts';
import { type Backend, routesOf } from './routes.ts';

/** The one proxy through which all Ingresses are reached. */
export interface IngressEntry extends ProxyTraffic {
  ports: BackendPort[];
  /** What keeps parts of Ingresses from being served. */
  problems: Certificates['problems'];
  /** Whether it may send requests to pods like this. */
  leadsTo: (pod: ObservedPod) => boolean;
}

const backendPort = (
  backend: Backend,
  { services = [], endpoints }: DesiredState,
  { pods }: ObservedState,
): BackendPort[] => {
  const { namespace, service: name, port: wanted } = backend;
  const found = services.find(
    ({ ref, deleted }) => !deleted && ref.namespace === namespace && ref.name === name,
  );
  if (found === undefined) return [];
  const { resource: service } = found;
  const served = serviceEndpoints(service, pods, endpoints).find(({ port }) =>
    typeof wanted === 'number' ? port.port === wanted : port.name === wanted,
  );
  if (served !== undefined) return [{ backend, service, served }];
  // The name of another host needs no ports.
  const isExternal = service.spec.type === 'ExternalName' && typeof wanted === 'number';
  return isExternal ? [{ backend, service, served: { port: { port: wanted }, endpoints: [] } }] : [];
};

const backendKey = ({ namespace, service, port }: Backend): string => `${namespace}/${service}:${port}`;

const unserved = (ingress: Ingress, ports: readonly BackendPort[]): Certificates['problems'] => {
  const { routes, fallback } = routesOf([ingress]);
  const known = new Set(ports.map(({ backend }) => backendKey(backend)));
  const missing = [...routes.map(({ backend }) => backend), ...(fallback ? [fallback] : [])]
    .filter((backend) => !known.has(backendKey(backend)))
    .map(({ service, port }) => `service "${service}" with port ${port} not found`);
  return [...new Set(missing)].map((message) => ({ ingress, message }));
};

const HTTP: ProxyHostPort = { port: 80, hostPort: 80 };
const HTTPS: ProxyHostPort = { port: 443, hostPort: 443 };

export const ingressEntry = (desired: DesiredState, observed: ObservedState): IngressEntry => {
  const { ingresses = [], proxySettings = {} } = desired;
  const present = observed.proxies?.find(({ service }) => sameRef(service, INGRESS_ENTRY));
  const routes = routesOf(ingresses);
  const backends = [
    ...routes.routes.map(({ backend }) => backend),
    ...(routes.fallback ? [routes.fallback] : []),
  ];
  const distinct = new Map(backends.map((backend) => [backendKey(backend), backend]));
  const ports = [...distinct.values()].flatMap((backend) => backendPort(backend, desired, observed));
  const { problems, ...certificates } = certificatesOf(ingresses, observed, CONFIGURATION_FOLDER);
  const hostPort = (asked: number | undefined, usual: ProxyHostPort): ProxyHostPort => {
    const before = present?.hostPorts.find(({ port }) => port === usual.port);
    return { port: usual.port, hostPort: asked ?? before?.hostPort ?? usual.hostPort };
  };
  const hasTls = ingresses.some(({ spec }) => (spec.tls ?? []).length > 0);
  const { image, hostAddress, httpPort, httpsPort } = proxySettings;
  return {
    ref: INGRESS_ENTRY,
    present,
    wanted:
      ingresses.length === 0
        ? undefined
        : {
            service: INGRESS_ENTRY,
            image: image ?? DEFAULT_PROXY_IMAGE,
            names: [],
            hostPorts: [hostPort(httpPort, HTTP), ...(hasTls ? [hostPort(httpsPort, HTTPS)] : [])],
            hostAddress: hostAddress ?? present?.hostAddress ?? DEFAULT_HOST_ADDRESS,
            configuration: entryConfiguration(routes, ports, certificates),
          },
    ports,
    problems: [...problems, ...ingresses.flatMap((ingress) => unserved(ingress, ports))],
    leadsTo: (pod) => ports.some(({ service }) => selectsPod(service, pod)),
  };
};
