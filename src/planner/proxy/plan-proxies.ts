import { canonicalJson } from '../../model/canonical-json.ts';
import type { NewProxy, ObservedProxy } from '../../model/proxy.ts';
import { proxyRef } from '../../model/proxy.ts';
import type { ObservedState } from '../../model/state.ts';
import type { Step } from '../../model/step.ts';
import { imageReadiness } from '../images.ts';
import type { ProxyTraffic } from './proxy-traffic.ts';

const creation = (proxy: NewProxy, images: ObservedState['images'], now: number): Step[] => {
  const readiness = imageReadiness({ containers: [{ name: 'proxy', image: proxy.image }] }, images, now);
  switch (readiness.kind) {
    case 'ready':
      return [{ kind: 'createProxy', proxy, reason: 'there is none yet' }];
    case 'pull':
      return readiness.images.map(({ image, reason }) => ({ kind: 'pullImage', image, reason }));
    case 'wait':
    case 'never':
      return [];
  }
};

/** What cannot be changed while it serves. */
export const replacementReason = (wanted: NewProxy, present: ObservedProxy): string | undefined => {
  if (present.state === 'stopped') return 'it has stopped';
  if (present.image !== wanted.image) return `the image is to be ${wanted.image}`;
  if (canonicalJson(present.hostPorts) !== canonicalJson(wanted.hostPorts))
    return 'other ports of the host are wanted';
  const freed = present.refused.find(({ free }) => free === true);
  if (freed !== undefined) return `port ${freed.hostPort} of the host is free by now`;
  if (wanted.hostPorts.length > 0 && present.hostAddress !== wanted.hostAddress)
    return `ports of the host are to be published at ${wanted.hostAddress}`;
  return undefined;
};

/** The next step towards the proxy that there should be. */
export const proxySteps = (
  { wanted, present }: ProxyTraffic,
  images: ObservedState['images'],
  now: number,
): Step[] => {
  if (present?.state === 'creating') return [];
  if (wanted === undefined) {
    const reason = 'it is needed no more';
    return present === undefined ? [] : [{ kind: 'removeProxy', proxy: proxyRef(present), reason }];
  }
  if (present === undefined) return creation(wanted, images, now);
  const replaced = replacementReason(wanted, present);
  if (replaced !== undefined) return [{ kind: 'removeProxy', proxy: proxyRef(present), reason: replaced }];
  if (present.configuration === wanted.configuration.hash) return [];
  const { configuration } = wanted;
  return [
    { kind: 'configureProxy', proxy: proxyRef(present), configuration, reason: 'its endpoints changed' },
  ];
};
