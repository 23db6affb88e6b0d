import type { ObservedPod } from '../../src/model/pod.ts';
import type { ObjectRef } from '../../src/model/resource.ts';
import { withRevision } from '../../src/model/revision.ts';
import type { Revision } from '../../src/model/revision.ts';
import type { DesiredWorkload } from '../../src/model/state.ts';
import type { Container, Deployment, DeploymentSpec, PodTemplate } from '../../src/model/workload.ts';

/** Noon of a day that means nothing. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export const WEB: ObjectRef = { kind: 'Deployment', namespace: 'default', name: 'web' };

export const templateOf = (image: string, container: Partial<Container> = {}): PodTemplate => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image, ...container }], terminationGracePeriodSeconds: 30 },
});

/** Revision 1 from the first template, and so on. */
export const revisionsOf = (...templates: PodTemplate[]): Revision[] =>
  templates.reduce<Revision[]>((revisions, template) => withRevision(revisions, template, NOON), []);

export const workloadOf = (
  revisions: Revision[],
  spec: Partial<DeploymentSpec> = {},
  { ref = WEB, deleted = false }: { ref?: ObjectRef; deleted?: boolean } = {},
): DesiredWorkload => {
  const resource: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: ref.namespace, name: ref.name },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: revisions.at(-1)?.template ?? templateOf('web:1'),
      ...spec,
    },
  };
  return { ref, resource, revisions, deleted };
};

/** A pod of a revision that has served for an hour. */
export const podOf = (name: string, revision: Revision, pod: Partial<ObservedPod> = {}): ObservedPod => ({
  id: `id-${name}`,
  namespace: WEB.namespace,
  name,
  uid: `uid-${name}`,
  labels: {},
  annotations: {},
  owner: WEB,
  hash: revision.hash,
  spec: revision.template.spec,
  state: 'running',
  ready: true,
  terminating: false,
  createdAt: NOON - 3_600_000,
  startedAt: NOON - 3_600_000,
  restarts: 0,
  ...pod,
});
