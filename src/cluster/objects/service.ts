import type { ObservedProxy } from '../../model/proxy.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { hasAddress, type Service } from '../../model/service.ts';
import { storedObject } from './stored.ts';

/** A load balancer of one machine is reached as that machine. */
export const THIS_MACHINE = { hostname: 'localhost' };

const isPublished = ({ spec }: Service, { state, refused }: ObservedProxy): boolean =>
  state === 'running' &&
  !refused.some(({ hostPort }) => (spec.ports ?? []).some(({ port }) => port === hostPort));

/** A Service with the address that its proxy has. */
export const serviceObject = (
  record: StoredRecord & { resource: Service },
  proxy: ObservedProxy | undefined,
): Resource => {
  const { resource } = record;
  const address = hasAddress(resource) ? proxy?.address : undefined;
  const isBalanced =
    resource.spec.type === 'LoadBalancer' && proxy !== undefined && isPublished(resource, proxy);
  return {
    ...storedObject(record),
    spec: {
      ...resource.spec,
      ...(address === undefined ? {} : { clusterIP: address, clusterIPs: [address] }),
    },
    status: { loadBalancer: isBalanced ? { ingress: [THIS_MACHINE] } : {} },
  };
};
