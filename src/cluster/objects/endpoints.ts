import { canonicalJson } from '../../model/canonical-json.ts';
import { type Endpoint, type PortEndpoints, serviceEndpoints } from '../../model/endpoints.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import type { Service } from '../../model/service.ts';

interface Subset {
  addresses?: object[];
  notReadyAddresses?: object[];
  ports: object[];
}

const addressOf = ({ address, pod }: Endpoint): object => ({
  ip: address,
  ...(pod === undefined
    ? {}
    : { targetRef: { kind: 'Pod', name: pod.name, namespace: pod.namespace, uid: pod.uid } }),
});

const byAddress = (a: Endpoint, b: Endpoint): number =>
  a.address.localeCompare(b.address, 'en', { numeric: true });

const addressList = (field: string, endpoints: readonly Endpoint[]): object =>
  endpoints.length === 0 ? {} : { [field]: endpoints.toSorted(byAddress).map(addressOf) };

/** The addresses that share one port number: pods may give a port's name to different ones. */
const subsetsOf = ({ port, endpoints }: PortEndpoints): Subset[] => {
  const numbers = [...new Set(endpoints.map((endpoint) => endpoint.port))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const some = endpoints.filter((endpoint) => endpoint.port === number);
    return {
      ...addressList(
        'addresses',
        some.filter(({ ready }) => ready),
      ),
      ...addressList(
        'notReadyAddresses',
        some.filter(({ ready }) => !ready),
      ),
      ports: [
        {
          ...(port.name === undefined ? {} : { name: port.name }),
          port: number,
          protocol: port.protocol ?? 'TCP',
        },
      ],
    };
  });
};

/** Ports of the same addresses are told together. */
const packed = (subsets: readonly Subset[]): Subset[] => {
  const byAddresses = new Map<string, Subset>();
  for (const { ports, ...addresses } of subsets) {
    const key = canonicalJson(addresses);
    const known = byAddresses.get(key);
    byAddresses.set(key, { ...addresses, ports: [...(known?.ports ?? []), ...ports] });
  }
  return [...byAddresses.values()];
};

/** The Endpoints that Kubernetes keeps for a Service with a selector. Nothing stores them here. */
export const endpointsObject = (
  { resource }: StoredRecord & { resource: Service },
  pods: readonly ObservedPod[],
): Resource => {
  const { name, namespace, labels, creationTimestamp } = resource.metadata;
  const subsets = packed(serviceEndpoints(resource, pods).flatMap(subsetsOf));
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    ...(subsets.length === 0 ? {} : { subsets }),
  };
};
