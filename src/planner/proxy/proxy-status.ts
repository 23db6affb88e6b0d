import type { ObservedState } from '../../model/state.ts';
import { imageReadiness } from '../images.ts';
import { replacementReason } from './plan-proxies.ts';
import type { ProxyTraffic } from './proxy-traffic.ts';

/** How far something that a proxy serves is. */
export interface ProxyStatus {
  done: boolean;
  /** Empty while all goes as it should. */
  message: string;
  /** It cannot be served as things are. */
  failed?: string;
}

const byHand = (image: string): string =>
  `load it by hand with "docker pull ${image}" or "docker load", or name another with BERTH_PROXY_IMAGE`;

/** `problems`: what else keeps it from being served as a whole. */
export const proxyStatus = (
  { wanted, present }: ProxyTraffic,
  { images }: ObservedState,
  now: number,
  problems: readonly string[] = [],
): ProxyStatus => {
  if (wanted === undefined) return { done: present === undefined, message: '' };
  if (present === undefined) {
    const { image } = wanted;
    const readiness = imageReadiness({ containers: [{ name: 'proxy', image }] }, images, now);
    if (readiness.kind !== 'wait') return { done: false, message: '' };
    const failed = `its proxy needs the image ${image}: ${readiness.message}; ${byHand(image)}`;
    return { done: false, message: failed, failed };
  }
  const refused = present.refused.map(
    ({ hostPort, holder }) => `port ${hostPort} of the host is taken by ${holder}`,
  );
  const done =
    present.state === 'running' &&
    replacementReason(wanted, present) === undefined &&
    present.configuration === wanted.configuration.hash;
  const pending = [...refused, ...problems];
  return { done, message: pending.length > 0 ? `pending: ${pending.join(', ')}` : '' };
};
