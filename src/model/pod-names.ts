import type { NewPod } from './pod.ts';
import { domainNames, namesPods, type Service, serviceNames } from './service.ts';

/** By which names a pod knows itself, and others find it. */

const MAX_HOSTNAME_LENGTH = 63;

/** Cut as the kubelet cuts it. */
export const hostnameOf = ({ name, spec }: NewPod): string =>
  (spec.hostname ?? name).slice(0, MAX_HOSTNAME_LENGTH).replace(/[-.]+$/, '');

/** `db-0.db.shop` and its longer forms, for a pod that has a domain to be found in. */
const ownNames = (pod: NewPod): string[] => {
  const { subdomain } = pod.spec;
  return subdomain === undefined ? [] : domainNames(`${hostnameOf(pod)}.${subdomain}`, pod.namespace);
};

/** `services`: those that select it. A pod on the host's network has no address of its own to be found at. */
export const podNames = (pod: NewPod, services: readonly Service[]): string[] => {
  if (pod.spec.hostNetwork === true) return [];
  const names = services
    .filter(namesPods)
    .flatMap(({ metadata: { name, namespace = '' } }) => serviceNames({ namespace, name }));
  return [...new Set([...ownNames(pod), ...names])];
};
