import type { ProxyHostPort } from './proxy.ts';
import type { ObjectRef, Resource } from './resource.ts';
import type { Labels } from './selector.ts';

export interface ServicePort {
  name?: string;
  port: number;
  /** A number, or the name that each pod gives one of its own ports. */
  targetPort?: number | string;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  appProtocol?: string;
  nodePort?: number;
}

export interface ServiceSpec {
  type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  selector?: Labels;
  ports?: ServicePort[];
  clusterIP?: string;
  externalName?: string;
  sessionAffinity?: 'None' | 'ClientIP';
  sessionAffinityConfig?: { clientIP?: { timeoutSeconds?: number } };
  publishNotReadyAddresses?: boolean;
  allocateLoadBalancerNodePorts?: boolean;
}

export interface Service extends Resource {
  kind: 'Service';
  spec: ServiceSpec;
}

/** Knative has Services of its own. */
export const isService = (resource: Resource): resource is Service =>
  resource.kind === 'Service' && resource.apiVersion === 'v1';

/** It has no address of its own. */
const isHeadless = ({ spec }: Service): boolean => spec.clusterIP === 'None';

const isExternal = ({ spec }: Service): boolean => spec.type === 'ExternalName';

export const hasSelector = ({ spec }: Service): boolean => Object.keys(spec.selector ?? {}).length > 0;

/** Ports that a proxy can serve. */
const tcpPorts = ({ spec }: Service): ServicePort[] =>
  (spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');

/**
 * Its name stands for the pods themselves, which are reached at their own ports. So it is with UDP, too: no proxy
 * passes that on.
 */
export const namesPods = (service: Service): boolean =>
  !isExternal(service) && hasSelector(service) && (isHeadless(service) || tcpPorts(service).length === 0);

/** Its name leads to a proxy. */
export const needsProxy = (service: Service): boolean =>
  isExternal(service) || (!namesPods(service) && tcpPorts(service).length > 0);

/** The proxy's address is what the Service is known by. */
export const hasAddress = (service: Service): boolean =>
  needsProxy(service) && !isExternal(service) && !isHeadless(service);

/** Kubernetes' own domain; programs and manifests rely on it. */
const CLUSTER_DOMAIN = 'cluster.local';

/**
 * The names by which something is found in the domain of a namespace. The bare name is not among them: all
 * namespaces share one network, and the search domain of each pod makes the full name of it.
 */
export const domainNames = (name: string, namespace: string): string[] => [
  `${name}.${namespace}`,
  `${name}.${namespace}.svc`,
  `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`,
];

export const serviceNames = ({ namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>): string[] =>
  domainNames(name, namespace);

/** The ports of the host by which a port of a Service is reached from outside. */
const numbersOf = ({ spec }: Service, port: ServicePort): number[] => {
  const nodePort = port.nodePort === undefined || port.nodePort === 0 ? [] : [port.nodePort];
  if (spec.type === 'LoadBalancer') return [port.port, ...nodePort];
  return spec.type === 'NodePort' ? nodePort : [];
};

export const hostPortsOf = (service: Service): ProxyHostPort[] =>
  tcpPorts(service).flatMap((port) =>
    numbersOf(service, port).map((hostPort) => ({ port: port.port, hostPort })),
  );
