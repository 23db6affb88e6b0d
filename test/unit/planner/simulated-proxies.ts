import type { ObservedPod } from '../../../src/model/pod.ts';
import type { ObservedProxy } from '../../../src/model/proxy.ts';
import { refKey } from '../../../src/model/resource.ts';
import type { Step } from '../../../src/model/step.ts';

type ProxyStep = Extract<Step, { proxy: unknown }>;

export interface SimulatedProxies {
  /** With those that are being made by the steps in flight. */
  observed(inFlight: readonly Step[]): ObservedProxy[];
  apply(step: ProxyStep): void;
  leadTo: (pod: ObservedPod) => boolean;
  wrongInStop(pod: ObservedPod | undefined): string | undefined;
}

/** Proxies that lead to whatever addresses stand in their configurations. */
export const createSimulatedProxies = (): SimulatedProxies => {
  const proxies = new Map<string, { proxy: ObservedProxy; text: string }>();
  let made = 0;

  const leadTo = ({ ip }: ObservedPod): boolean =>
    ip !== undefined && [...proxies.values()].some(({ text }) => text.includes(` ${ip}:`));

  return {
    leadTo,
    observed: (inFlight) => {
      const known = [...proxies.values()].map(({ proxy }) => proxy);
      const coming = inFlight.flatMap((step): ObservedProxy[] => {
        if (step.kind !== 'createProxy' || proxies.has(refKey(step.proxy.service))) return [];
        const { service, image, hostPorts, hostAddress } = step.proxy;
        return [
          {
            id: '',
            service,
            image,
            hostPorts,
            hostAddress,
            refused: [],
            state: 'creating',
            configuration: '',
          },
        ];
      });
      return [...known, ...coming];
    },
    apply: (step) => {
      const key = refKey(step.proxy.service);
      if (step.kind === 'removeProxy') {
        proxies.delete(key);
        return;
      }
      const present = proxies.get(key);
      if (step.kind === 'configureProxy') {
        const { hash, text } = step.configuration;
        if (present !== undefined) {
          proxies.set(key, { proxy: { ...present.proxy, configuration: hash }, text });
        }
        return;
      }
      const { service, image, hostPorts, hostAddress, configuration } = step.proxy;
      made++;
      const proxy: ObservedProxy = {
        id: `proxy-${made}`,
        service,
        image,
        hostPorts,
        hostAddress,
        refused: [],
        state: 'running',
        configuration: configuration.hash,
      };
      proxies.set(key, { proxy, text: configuration.text });
    },
    wrongInStop: (pod) =>
      pod?.state === 'running' && pod.ready && leadTo(pod)
        ? `${pod.name} is asked to end while a proxy leads to it`
        : undefined,
  };
};
