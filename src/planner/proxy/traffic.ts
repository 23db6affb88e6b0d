import { serviceEndpoints } from '../../model/endpoints.ts';
import type { NewPod, ObservedPod } from '../../model/pod.ts';
import {
  DEFAULT_HOST_ADDRESS,
  DEFAULT_PROXY_IMAGE,
  type NewProxy,
  type ObservedProxy,
} from '../../model/proxy.ts';
import { refKey } from '../../model/resource.ts';
import { selectingIndex } from '../../model/selection.ts';
import { hostPortsOf, needsProxy, serviceNames } from '../../model/service.ts';
import { serviceVariables } from '../../model/service-variables.ts';
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
  /** The Services that select a pod like this. */
  selecting: (pod: NewPod) => readonly ServiceTraffic[];
  /** What pods of a namespace are told of its Services. */
  variablesIn: (namespace: string) => Record<string, string>;
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

const isStale = ({ wanted, present }: ProxyTraffic): boolean =>
  wanted?.configuration.hash !== present?.configuration;

/** A Service whose proxy is yet to be made is known by its name, which will lead there. */
const variablesOf = (services: readonly ServiceTraffic[]): Record<string, string> =>
  serviceVariables(
    services.map(({ service: { ref, resource }, present }) => ({
      service: resource,
      address: present?.address ?? serviceNames(ref).at(-1) ?? ref.name,
    })),
  );

const isRunning = ({ wanted, present }: ProxyTraffic): boolean =>
  wanted !== undefined && present?.state === 'running';

/** One that is being made begins with the endpoints that there were. */
const isBehind = (proxy: ProxyTraffic): boolean =>
  proxy.wanted !== undefined &&
  (proxy.present?.state === 'running' || proxy.present?.state === 'creating') &&
  isStale(proxy);

const lookAtTraffic = (desired: DesiredState, observed: ObservedState): Traffic => {
  const proxies = new Map(observed.proxies?.map((proxy) => [refKey(proxy.service), proxy]));
  const services = (desired.services ?? []).map((service): ServiceTraffic => {
    const present = proxies.get(refKey(service.ref));
    return { ref: service.ref, service, wanted: wantedProxy(service, present, desired, observed), present };
  });
  const there = services.filter(({ service }) => !service.deleted);
  const selecting = selectingIndex(there, ({ service }) => service.resource);
  const entry = ingressEntry(desired, observed);
  const leadingTo = (pod: ObservedPod): ProxyTraffic[] => [
    ...selecting(pod),
    ...(entry.leadsTo(pod) ? [entry] : []),
  ];
  const variables = new Map<string, Record<string, string>>();
  return {
    services,
    entry,
    isServed: (pod) => leadingTo(pod).some(isRunning),
    isSettled: (pod) => !leadingTo(pod).some(isBehind),
    selecting,
    variablesIn: (namespace) => {
      const known =
        variables.get(namespace) ?? variablesOf(there.filter(({ ref }) => ref.namespace === namespace));
      variables.set(namespace, known);
      return known;
    },
  };
};

const looks = new WeakMap<ObservedState, { desired: DesiredState; traffic: Traffic }>();

/** What is desired and observed in a turn, which nobody changes, is asked about once for each target. */
export const trafficOf = (desired: DesiredState, observed: ObservedState): Traffic => {
  const known = looks.get(observed);
  if (known?.desired === desired) return known.traffic;
  const traffic = lookAtTraffic(desired, observed);
  looks.set(observed, { desired, traffic });
  return traffic;
};
