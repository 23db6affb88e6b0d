import type { PodSpec } from './workload.ts';

/** Where berth gets what it runs beside the containers of a pod: one static busybox, so users' images need nothing. */
export const DEFAULT_TOOLS_IMAGE = 'busybox:musl';

/** Whether something has to be run in a pod beside its containers. */
export const needsTools = ({ initContainers = [], containers }: PodSpec): boolean =>
  [...initContainers, ...containers].some(
    ({ startupProbe, livenessProbe, readinessProbe, lifecycle }) =>
      (startupProbe ?? livenessProbe ?? readinessProbe ?? lifecycle?.postStart ?? lifecycle?.preStop) !==
      undefined,
  );
