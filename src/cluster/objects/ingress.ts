import type { ObservedProxy } from '../../model/proxy.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { THIS_MACHINE } from './service.ts';
import { storedObject } from './stored.ts';

/** An Ingress with where it is to be reached. All are served by one proxy. */
export const ingressObject = (record: StoredRecord, entry: ObservedProxy | undefined): Resource => {
  const isPublished = entry?.state === 'running' && entry.refused.length < entry.hostPorts.length;
  return {
    ...storedObject(record),
    status: { loadBalancer: isPublished ? { ingress: [THIS_MACHINE] } : {} },
  };
};
