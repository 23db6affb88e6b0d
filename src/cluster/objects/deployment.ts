import { countPods } from '../../model/pod-counts.ts';
import type { ObservedPod } from '../../model/pod.ts';
import { DEPLOYMENT_REVISION } from '../../model/labels.ts';
import type { StoredRecord } from '../../model/record.ts';
import { revisionOfTemplate } from '../../model/revision.ts';
import type { Resource } from '../../model/resource.ts';
import type { Deployment } from '../../model/workload.ts';
import { deploymentConditions } from './deployment-conditions.ts';
import { storedObject } from './stored.ts';

/** A count of zero is left out, as Kubernetes does. */
const nonZero = (counts: Record<string, number>): object =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** A Deployment with its status, out of its own pods. */
export const deploymentObject = (
  record: StoredRecord & { resource: Deployment },
  pods: readonly ObservedPod[],
  now: number,
): Resource => {
  const { resource, revisions } = record;
  const newest = revisions.at(-1);
  const counts = countPods(
    pods,
    {
      newestHash: revisionOfTemplate(resource.spec, revisions)?.hash,
      replicas: resource.spec.replicas ?? 1,
      minReadySeconds: resource.spec.minReadySeconds ?? 0,
    },
    now,
  );
  const object = storedObject(record);
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...(newest === undefined ? {} : { [DEPLOYMENT_REVISION]: String(newest.number) }),
        ...object.metadata.annotations,
      },
    },
    status: {
      observedGeneration: resource.metadata.generation,
      ...nonZero({
        replicas: counts.replicas,
        updatedReplicas: counts.updated,
        readyReplicas: counts.ready,
        availableReplicas: counts.available,
        unavailableReplicas: counts.unavailable,
      }),
      conditions: deploymentConditions({ record, pods, counts, now }),
    },
  };
};
