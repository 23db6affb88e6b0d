import type { NewPod, ObservedPod } from '../model/pod.ts';
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
  const listed = new Set(pods.map(podKey));
  const stopping = new Set<string>();
  const removed = new Set<string>();
  const created: ObservedPod[] = [];
  for (const { planned, startedAt, endedAt } of attempts) {
    const { step } = planned;
    if (step.kind === 'createPod' && !listed.has(podKey(step.pod)))
      created.push(beingCreated(step.pod, startedAt));
    if (step.kind === 'stopPod') stopping.add(step.pod.id);
    if (step.kind === 'removePod' && endedAt !== undefined) removed.add(step.pod.id);
  }
  const known = pods
    .filter((pod) => !removed.has(pod.id))
    .map((pod) => (stopping.has(pod.id) ? { ...pod, terminating: true } : pod));
  return [...known, ...created];
};
