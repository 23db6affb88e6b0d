import { selectsPod, serviceEndpoints } from '../../model/endpoints.ts';
import type { ObservedPod } from '../../model/pod.ts';
import { DEFAULT_PROXY_IMAGE, type NewProxy, type ObservedProxy } from '../../model/proxy.ts';
import { refKey } from '../../model/resource.ts';
import { hostPortsOf, needsProxy, serviceNames } from '../../model/service.ts';
import type { DesiredService, DesiredState, ObservedState } from '../../model/state.ts';
import { proxyConfiguration } from './configuration.ts';

/** A Service with the proxy that it should have and the one that it has. */
export interface ServiceTraffic {
  service: DesiredService;
  wanted: NewProxy | undefined;
  present: ObservedProxy | undefined;
}

/** Where requests go at present, beside where they should. */
export interface Traffic {
  services: readonly ServiceTraffic[];
  /** Whether proxies that run send requests to pods like this. */
  isServed: (pod: ObservedPod) => boolean;
  /**
   * Whether all those proxies know what this pod is to them: one that is ready is among their endpoints, one that
   * was asked to end is not.
   */
  isSettled: (pod: ObservedPod) => boolean;
}

const wantedProxy = (
  { ref, resource, deleted }: DesiredService,
  { endpoints, proxyImage = DEFAULT_PROXY_IMAGE }: DesiredState,
  { pods }: ObservedState,
): NewProxy | undefined =>
  deleted || !needsProxy(resource)
    ? undefined
    : {
        service: ref,
        image: proxyImage,
        names: serviceNames(ref),
        hostPorts: hostPortsOf(resource),
        configuration: proxyConfiguration(resource, serviceEndpoints(resource, pods, endpoints)),
      };

const isStale = ({ wanted, present }: ServiceTraffic): boolean =>
  wanted?.configuration.hash !== present?.configuration;

export const trafficOf = (desired: DesiredState, observed: ObservedState): Traffic => {
  const proxies = new Map(observed.proxies?.map((proxy) => [refKey(proxy.service), proxy]));
  const services = (desired.services ?? []).map(
    (service): ServiceTraffic => ({
      service,
      wanted: wantedProxy(service, desired, observed),
      present: proxies.get(refKey(service.ref)),
    }),
  );
  const inState = (...states: ObservedProxy['state'][]): ServiceTraffic[] =>
    services.filter(
      ({ wanted, present }) =>
        wanted !== undefined && present !== undefined && states.includes(present.state),
    );
  const running = inState('running');
  // One that is being made begins with the endpoints that there were.
  const stale = inState('running', 'creating').filter(isStale);
  const isBehind = (some: readonly ServiceTraffic[], pod: ObservedPod): boolean =>
    some.some(({ service }) => selectsPod(service.resource, pod));
  return {
    services,
    isServed: (pod) => isBehind(running, pod),
    isSettled: (pod) => !isBehind(stale, pod),
  };
};
