// Plans and judges a cluster of many workloads, each with a Service, in the middle of everything at once.
import { planNext } from '../../src/planner/plan-next.ts';
import { rolloutStatus } from '../../src/planner/rollout-status.ts';
import { withRevision } from '../../src/model/revision.ts';

const PODS_OF_EACH = 10;
const NOON = Date.UTC(2026, 0, 1, 12);
const IMAGE = { old: 'web:1', new: 'web:2' };

const templateOf = (app, image) => ({
  metadata: { labels: { app } },
  spec: {
    terminationGracePeriodSeconds: 30,
    containers: [
      {
        name: 'web',
        image,
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/', port: 8080 } },
      },
    ],
  },
});

/** Every fifth workload is in the middle of a rollout, every seventh has a pod that is not ready. */
const workloadOf = (index) => {
  const name = `app-${index}`;
  const namespace = `team-${index % 20}`;
  const ref = { kind: 'Deployment', namespace, name };
  const old = withRevision([], templateOf(name, IMAGE.old), NOON - 7_200_000);
  const revisions = index % 5 === 0 ? withRevision(old, templateOf(name, IMAGE.new), NOON) : old;
  const template = revisions.at(-1).template;
  const pods = Array.from({ length: PODS_OF_EACH }, (_, ordinal) => {
    const revision = revisions[ordinal < 2 ? revisions.length - 1 : 0];
    return {
      id: `${name}-${ordinal}`,
      namespace,
      name: `${name}-${revision.hash}-${ordinal}`,
      uid: `${name}-${ordinal}`,
      labels: { app: name },
      annotations: {},
      owner: ref,
      hash: revision.hash,
      spec: revision.template.spec,
      state: 'running',
      ready: !(index % 7 === 0 && ordinal === 0),
      terminating: false,
      ip: `10.${index >> 8}.${index & 255}.${ordinal + 2}`,
      createdAt: NOON - 3_600_000,
      startedAt: NOON - 3_600_000,
      restarts: 0,
    };
  });
  const resource = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas: PODS_OF_EACH, selector: { matchLabels: { app: name } }, template },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };
  return {
    workload: { ref, resource, revisions, deleted: false },
    pods,
    service: { ref: { ...ref, kind: 'Service' }, resource: service, deleted: false },
  };
};

export const preparePlan = (pods) => {
  const all = Array.from({ length: pods / PODS_OF_EACH }, (_, index) => workloadOf(index));
  const desired = {
    workloads: all.map(({ workload }) => workload),
    services: all.map(({ service }) => service),
  };
  const observed = {
    pods: all.flatMap((each) => each.pods),
    proxies: [],
    images: new Map(Object.values(IMAGE).map((image) => [image, { state: 'present' }])),
    config: new Map(),
  };
  return () => {
    const steps = planNext(desired, observed, NOON + 1000);
    const states = desired.workloads.map((workload) => rolloutStatus(workload, observed, NOON + 1000, NOON));
    return `${steps.length} steps, ${states.filter(({ done }) => done).length} done`;
  };
};
