import type { NewPod, ObservedPod } from '../model/pod.ts';
import type { NewProxy, ObservedProxy } from '../model/proxy.ts';
import { refKey } from '../model/resource.ts';
import type { Attempt } from './execute.ts';

/**
 * What was listed, together with what berth itself has done or begun since the list was asked for. Without it a
 * plan would create a second time what is being created.
 */

const podKey = (pod: { namespace: string; name: string }): string => `${pod.namespace}/${pod.name}`;

const beingCreated = (pod: NewPod, at: number): ObservedPod => ({
  ...pod,
  id: '',
  state: 'creating',
  ready: false,
  terminating: false,
  createdAt: at,
  restarts: 0,
});

/** `attempts`: all that run now, and all that ended without an error after the list was asked for. */
export const withAttempts = (pods: readonly ObservedPod[], attempts: readonly Attempt[]): ObservedPod[] => {
  const listed = new Map(pods.map((pod) => [podKey(pod), pod]));
  const stopping = new Set<string>();
  const removed = new Set<string>();
  const named = new Map<string, string[]>();
  const created: ObservedPod[] = [];
  for (const { planned, startedAt, endedAt } of attempts) {
    const { step } = planned;
    const seen = 'pod' in step ? listed.get(podKey(step.pod)) : undefined;
    // What waits is another pod once it is being made, and one of which only a part is there is not lost.
    if (
      step.kind === 'createPod' &&
      (seen === undefined || seen.state === 'waiting' || seen.state === 'dead')
    )
      created.push(beingCreated(step.pod, startedAt));
    if (step.kind === 'holdPod' && seen === undefined)
      created.push({ ...beingCreated(step.pod, startedAt), state: 'waiting', waiting: step.waiting });
    if (step.kind === 'stopPod' || step.kind === 'retirePod') stopping.add(step.pod.id);
    if (step.kind === 'removePod' && endedAt !== undefined) removed.add(step.pod.id);
    if (step.kind === 'namePod' && endedAt !== undefined) named.set(step.pod.id, step.names);
  }
  const replaced = new Set(created.map(podKey));
  const known = pods
    .filter((pod) => !removed.has(pod.id) && !replaced.has(podKey(pod)))
    .map((pod) => (stopping.has(pod.id) ? { ...pod, terminating: true } : pod))
    .map((pod) => ({ ...pod, ...(named.has(pod.id) && { names: named.get(pod.id) ?? [] }) }));
  return [...known, ...created];
};

const proxyBeingMade = ({ service, image, hostPorts, hostAddress }: NewProxy): ObservedProxy => ({
  id: '',
  service,
  image,
  state: 'creating',
  hostPorts,
  hostAddress,
  refused: [],
  configuration: '',
});

/** The same for proxies. */
export const withProxyAttempts = (
  proxies: readonly ObservedProxy[],
  attempts: readonly Attempt[],
): ObservedProxy[] => {
  const listed = new Set(proxies.map(({ service }) => refKey(service)));
  const configured = new Map<string, string>();
  const removed = new Set<string>();
  const made: ObservedProxy[] = [];
  for (const { planned, endedAt } of attempts) {
    const { step } = planned;
    if (step.kind === 'createProxy' && !listed.has(refKey(step.proxy.service)))
      made.push(proxyBeingMade(step.proxy));
    if (endedAt === undefined) continue;
    if (step.kind === 'configureProxy') configured.set(step.proxy.id, step.configuration.hash);
    if (step.kind === 'removeProxy') removed.add(step.proxy.id);
  }
  const known = proxies
    .filter(({ id }) => !removed.has(id))
    .map((proxy) => ({ ...proxy, configuration: configured.get(proxy.id) ?? proxy.configuration }));
  return [...known, ...made];
};
