import { type ObjectRef, refOf, sameRef } from '../../model/resource.ts';
import type { DesiredState, ObservedState } from '../../model/state.ts';
import { isNamed } from '../pod-services.ts';
import { type ProxyStatus, proxyStatus } from './proxy-status.ts';
import { trafficOf } from './traffic.ts';

/** How far a Service is, for whoever waits for it; undefined for one that nobody knows. */
export const serviceStatus = (
  ref: ObjectRef,
  desired: DesiredState,
  observed: ObservedState,
  now: number,
): ProxyStatus | undefined => {
  const traffic = trafficOf(desired, observed);
  const { services, entry } = traffic;
  const own = services.find(({ service }) => sameRef(service.ref, ref));
  if (own === undefined) return undefined;
  const status = proxyStatus(own, observed, now);
  const isNamedRight = own.wanted !== undefined || observed.pods.every((pod) => isNamed(pod, traffic));
  const isBehindEntry = entry.ports.some(({ service }) => sameRef(refOf(service), ref));
  const isEntryUpToDate = !isBehindEntry || proxyStatus(entry, observed, now).done;
  return { ...status, done: status.done && isNamedRight && isEntryUpToDate };
};

/** The same for an Ingress. */
export const ingressStatus = (
  ref: ObjectRef,
  desired: DesiredState,
  observed: ObservedState,
  now: number,
): ProxyStatus => {
  const { entry } = trafficOf(desired, observed);
  const own = entry.problems.filter(({ ingress }) => sameRef(refOf(ingress), ref));
  return proxyStatus(
    entry,
    observed,
    now,
    own.map(({ message }) => message),
  );
};
