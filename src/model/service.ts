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

/** Its name stands for the pods themselves, not for an address of its own. */
const isHeadless = ({ spec }: Service): boolean => spec.clusterIP === 'None';

/** It has an address of its own, and ports that a proxy can serve there. */
export const needsProxy = (service: Service): boolean =>
  service.spec.type !== 'ExternalName' && !isHeadless(service) && tcpPorts(service).length > 0;

/** Kubernetes' own domain; programs and manifests rely on it. */
const CLUSTER_DOMAIN = 'cluster.local';

/** What bare names are looked up in. */
const searchDomain = (namespace: string): string => `${namespace}.svc.${CLUSTER_DOMAIN}`;

/**
 * The names by which a Service is found. The bare name is not among them: all namespaces share one network, and the
 * search domain of each pod makes the full name of it.
 */
export const serviceNames = ({ namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>): string[] => [
  `${name}.${namespace}`,
  `${name}.${namespace}.svc`,
  `${name}.${searchDomain(namespace)}`,
];

/** Ports that can be served: the proxy speaks TCP. */
const tcpPorts = ({ spec }: Service): ServicePort[] =>
  (spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');

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
