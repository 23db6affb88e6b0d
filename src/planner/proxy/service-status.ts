import { sameRef, type ObjectRef } from '../../model/resource.ts';
import type { DesiredState, ObservedState } from '../../model/state.ts';
import { imageReadiness } from '../images.ts';
import { isNamed } from '../pod-services.ts';
import { trafficOf } from './traffic.ts';

export interface ServiceStatus {
  done: boolean;
  /** Empty while all goes as it should. */
  message: string;
  /** It cannot be served as things are. */
  failed?: string;
}

const byHand = (image: string): string =>
  `load it by hand with "docker pull ${image}" or "docker load", or name another with BERTH_PROXY_IMAGE`;

/** How far a Service is, for whoever waits for it; undefined for one that nobody knows. */
export const serviceStatus = (
  ref: ObjectRef,
  desired: DesiredState,
  observed: ObservedState,
  now: number,
): ServiceStatus | undefined => {
  const { services } = trafficOf(desired, observed);
  const traffic = services.find(({ service }) => sameRef(service.ref, ref));
  if (traffic === undefined) return undefined;
  const { wanted, present } = traffic;
  if (wanted === undefined) {
    const isNamedRight = observed.pods.every((pod) => isNamed(pod, services));
    return { done: present === undefined && isNamedRight, message: '' };
  }
  if (present === undefined) {
    const { image } = wanted;
    const readiness = imageReadiness({ containers: [{ name: 'proxy', image }] }, observed.images, now);
    if (readiness.kind !== 'wait') return { done: false, message: '' };
    const failed = `its proxy needs the image ${image}: ${readiness.message}; ${byHand(image)}`;
    return { done: false, message: failed, failed };
  }
  const refused = present.refused.map(
    ({ hostPort, holder }) => `port ${hostPort} of the host is taken by ${holder}`,
  );
  const done = present.state === 'running' && present.configuration === wanted.configuration.hash;
  return { done, message: refused.length > 0 ? `pending: ${refused.join(', ')}` : '' };
};
