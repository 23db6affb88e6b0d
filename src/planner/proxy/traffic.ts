import { selectsPod, serviceEndpoints } from '../../model/endpoints.ts';
import type { ObservedPod } from '../../model/pod.ts';
import {
  DEFAULT_HOST_ADDRESS,
  DEFAULT_PROXY_IMAGE,
  type NewProxy,
  type ObservedProxy,
} from '../../model/proxy.ts';
import { refKey } from '../../model/resource.ts';
import { hostPortsOf, needsProxy, serviceNames } from '../../model/service.ts';
import type { DesiredService, DesiredState, ObservedState } from '../../model/state.ts';
import { ingressEntry, type IngressEntry } from '../ingress/entry.ts';
import { proxyConfiguration } from './configuration.ts';
import type { ProxyTraffic } from './proxy-traffic.ts';

export interface ServiceTraffic extends ProxyTraffic {
  service: DesiredService;
}

/** Where requests go at present, beside where they should. */
export interface Traffic {
  services: readonly ServiceTraffic[];
  entry: IngressEntry;
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
  present: ObservedProxy | undefined,
  { endpoints, proxySettings = {} }: DesiredState,
  { pods }: ObservedState,
): NewProxy | undefined =>
  deleted || !needsProxy(resource)
    ? undefined
    : {
        service: ref,
        image: proxySettings.image ?? DEFAULT_PROXY_IMAGE,
        names: serviceNames(ref),
        hostPorts: hostPortsOf(resource),
        hostAddress: proxySettings.hostAddress ?? present?.hostAddress ?? DEFAULT_HOST_ADDRESS,
        configuration: proxyConfiguration(resource, serviceEndpoints(resource, pods, endpoints)),
      };

/** A proxy that something should have, with what it leads to. */
interface Leading extends ProxyTraffic {
  leadsTo: (pod: ObservedPod) => boolean;
}

const isStale = ({ wanted, present }: ProxyTraffic): boolean =>
  wanted?.configuration.hash !== present?.configuration;

export const trafficOf = (desired: DesiredState, observed: ObservedState): Traffic => {
  const proxies = new Map(observed.proxies?.map((proxy) => [refKey(proxy.service), proxy]));
  const services = (desired.services ?? []).map((service): ServiceTraffic => {
    const present = proxies.get(refKey(service.ref));
    return { ref: service.ref, service, wanted: wantedProxy(service, present, desired, observed), present };
  });
  const entry = ingressEntry(desired, observed);
  const leading: Leading[] = [
    entry,
    ...services.map((traffic) => ({
      ...traffic,
      leadsTo: (pod: ObservedPod) => selectsPod(traffic.service.resource, pod),
    })),
  ];
  const inState = (...states: ObservedProxy['state'][]): Leading[] =>
    leading.filter(
      ({ wanted, present }) =>
        wanted !== undefined && present !== undefined && states.includes(present.state),
    );
  const running = inState('running');
  // One that is being made begins with the endpoints that there were.
  const stale = inState('running', 'creating').filter(isStale);
  return {
    services,
    entry,
    isServed: (pod) => running.some(({ leadsTo }) => leadsTo(pod)),
    isSettled: (pod) => !stale.some(({ leadsTo }) => leadsTo(pod)),
  };
};
