import { isActive } from './pod-counts.ts';
import type { ObservedPod } from './pod.ts';
import type { Resource } from './resource.ts';
import { selectedPods } from './selection.ts';
import { hasSelector, type Service, type ServicePort } from './service.ts';
import { runsAlways } from './workload.ts';

/** Where the requests to a Service can go. */
export interface Endpoint {
  address: string;
  port: number;
  ready: boolean;
  /** None where a manifest names the address. */
  pod?: ObservedPod;
}

export interface PortEndpoints {
  port: ServicePort;
  endpoints: Endpoint[];
}

/** Endpoints and EndpointSlices of manifests: for Services that select nothing. */
interface StoredEndpoints extends Resource {
  subsets?: { addresses?: { ip: string }[]; ports?: { name?: string; port: number }[] }[];
}

interface StoredSlice extends Resource {
  endpoints?: { addresses?: string[]; conditions?: { ready?: boolean } }[];
  ports?: { name?: string | null; port?: number | null }[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/** Now, or once it has been started again. */
const mayAnswer = ({ state, spec }: ObservedPod): boolean =>
  state === 'running' ||
  state === 'restarting' ||
  state === 'paused' ||
  (state === 'exited' && runsAlways(spec));

const byName = (a: ObservedPod, b: ObservedPod): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** A name is looked up in the pod itself: pods of one Service may give it to different numbers. */
export const targetPortOf = ({ targetPort, port, protocol = 'TCP' }: ServicePort, pod: ObservedPod) => {
  if (typeof targetPort === 'number') return targetPort;
  if (targetPort === undefined || targetPort === '') return port;
  const declared = pod.spec.containers.flatMap(({ ports = [] }) => ports);
  return declared.find(
    (candidate) => candidate.name === targetPort && (candidate.protocol ?? 'TCP') === protocol,
  )?.containerPort;
};

const podEndpoints = (service: Service, port: ServicePort, pods: readonly ObservedPod[]): Endpoint[] =>
  pods.flatMap((pod) => {
    const number = targetPortOf(port, pod);
    if (pod.ip === undefined || number === undefined) return [];
    const ready = pod.ready || service.spec.publishNotReadyAddresses === true;
    return [{ address: pod.ip, port: number, ready, pod }];
  });

/** The name of the Service that they are for. */
export const serviceOfEndpoints = ({ kind, metadata }: Resource): string | undefined =>
  kind === 'Endpoints' ? metadata.name : metadata.labels?.[SERVICE_NAME];

const isFor = ({ metadata }: Service, stored: Resource): boolean =>
  stored.metadata.namespace === metadata.namespace && serviceOfEndpoints(stored) === metadata.name;

/** A Service with one port may leave it without a name. */
const namesPort = (given: string | null | undefined, { name }: ServicePort): boolean =>
  (given ?? '') === (name ?? '');

const storedEndpoints = (stored: Resource, port: ServicePort): Endpoint[] => {
  if (stored.kind === 'Endpoints') {
    const { subsets = [] }: StoredEndpoints = stored;
    return subsets.flatMap(({ addresses = [], ports = [] }) =>
      ports
        .filter(({ name }) => namesPort(name, port))
        .flatMap((target) => addresses.map(({ ip }) => ({ address: ip, port: target.port, ready: true }))),
    );
  }
  const { endpoints = [], ports = [] }: StoredSlice = stored;
  return ports
    .filter(({ name }) => namesPort(name, port))
    .flatMap((target) =>
      endpoints.flatMap(({ addresses = [], conditions }) =>
        addresses.map((address) => ({
          address,
          port: target.port ?? port.port,
          ready: conditions?.ready !== false,
        })),
      ),
    );
};

/** `stored`: the Endpoints and EndpointSlices of manifests. They count for Services without a selector alone. */
export const serviceEndpoints = (
  service: Service,
  pods: readonly ObservedPod[],
  stored: readonly Resource[] = [],
): PortEndpoints[] => {
  const ports = service.spec.ports ?? [];
  if (hasSelector(service)) {
    const selected = selectedPods(service, pods)
      .filter((pod) => isActive(pod) && mayAnswer(pod))
      .sort(byName);
    return ports.map((port) => ({ port, endpoints: podEndpoints(service, port, selected) }));
  }
  const own = stored.filter((resource) => isFor(service, resource));
  return ports.map((port) => {
    const named = own.flatMap((resource) => storedEndpoints(resource, port));
    const distinct = new Map(named.map((endpoint) => [`${endpoint.address} ${endpoint.port}`, endpoint]));
    return { port, endpoints: [...distinct.values()] };
  });
};
