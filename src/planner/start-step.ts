import { dueOf } from '../model/pod-life.ts';
import { type ObservedPod, podRef } from '../model/pod.ts';
import type { Step } from '../model/step.ts';

const hasEndedForGood = ({ spec: { restartPolicy }, exitCode }: ObservedPod): boolean =>
  restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && exitCode === 0);

const reasonForOne = (pod: ObservedPod): string | undefined => {
  switch (pod.state) {
    case 'created':
      return 'it was never started';
    case 'exited':
      return hasEndedForGood(pod) ? undefined : 'it has ended and is to run always';
    case 'paused':
      return 'it is frozen';
    case 'waiting':
    case 'creating':
    case 'running':
    case 'restarting':
    case 'dead':
      return undefined;
  }
};

/**
 * What brings a pod that is to stay to life, or back to it. It keeps its name and place: nothing is gained by a new
 * pod where the same containers can be started. The engine itself sees to what restarts.
 */
export const startSteps = (pod: ObservedPod): Step[] => {
  const ref = podRef(pod);
  if (pod.containers === undefined || pod.state === 'dead') {
    const reason = reasonForOne(pod);
    return reason === undefined ? [] : [{ kind: 'startPod', pod: ref, reason }];
  }
  const { start, stop } = dueOf(pod.spec, pod.containers);
  if (start.length === 0 && stop.length === 0) return [];
  const reason =
    start.length > 0
      ? (reasonForOne(pod) ?? `its turn has come: ${start.join(', ')}`)
      : `nobody is left for ${stop.join(', ')}`;
  return [{ kind: 'startPod', pod: ref, containers: start, reason }];
};
