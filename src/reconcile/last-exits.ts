import type { ObservedPod } from '../model/pod.ts';

/** Remembers how pods ended: the engine forgets it when it starts a pod again, and a report wants to tell. */
export const createLastExits = (): ((pods: readonly ObservedPod[]) => ObservedPod[]) => {
  const codes = new Map<string, number>();
  return (pods) =>
    pods.map((pod) => {
      if (pod.exitCode !== undefined) codes.set(pod.id, pod.exitCode);
      const exitCode = pod.restarts > 0 ? codes.get(pod.id) : undefined;
      return exitCode === undefined ? pod : { ...pod, exitCode };
    });
};
