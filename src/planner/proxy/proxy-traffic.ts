import type { NewProxy, ObservedProxy } from '../../model/proxy.ts';
import type { ObjectRef } from '../../model/resource.ts';

/** The proxy that something should have, beside the one that it has. */
export interface ProxyTraffic {
  ref: ObjectRef;
  wanted: NewProxy | undefined;
  present: ObservedProxy | undefined;
}
