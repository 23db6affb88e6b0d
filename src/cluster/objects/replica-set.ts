import { DEPLOYMENT_REVISION, POD_TEMPLATE_HASH } from '../../model/labels.ts';
import { countByRevision } from '../../model/pod-counts.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import type { Revision } from '../../model/revision.ts';
import type { Deployment } from '../../model/workload.ts';

/**
 * ReplicaSets as kubectl users know them. Nothing stores them: each is a revision of a Deployment with the pods
 * that were made from it.
 */
export const replicaSetObjects = (
  { resource, revisions }: StoredRecord & { resource: Deployment },
  pods: readonly ObservedPod[],
  now: number,
): Resource[] => {
  const { metadata, spec } = resource;
  const counts = countByRevision(pods, spec.minReadySeconds ?? 0, now);
  const newest = revisions.at(-1);

  const replicaSet = (revision: Revision): Resource => {
    const { hash, number, template, createdAt } = revision;
    const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash };
    const { replicas = 0, ready = 0, available = 0 } = counts.get(hash) ?? {};
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        creationTimestamp: createdAt,
        labels,
        annotations: { [DEPLOYMENT_REVISION]: String(number) },
        ownerReferences: [
          {
            apiVersion: resource.apiVersion,
            kind: resource.kind,
            name: metadata.name,
            uid: metadata.uid,
            blockOwnerDeletion: true,
            controller: true,
          },
        ],
      },
      spec: {
        replicas: revision === newest ? (spec.replicas ?? 1) : replicas,
        selector: {
          ...spec.selector,
          matchLabels: { ...spec.selector.matchLabels, [POD_TEMPLATE_HASH]: hash },
        },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
      status: {
        replicas,
        ...(ready > 0
          ? { fullyLabeledReplicas: replicas, readyReplicas: ready, availableReplicas: available }
          : {}),
      },
    };
  };

  return revisions.map(replicaSet);
};
