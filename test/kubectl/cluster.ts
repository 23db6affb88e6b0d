import type { Resource } from '../../src/model/resource.ts';

/** Objects of a small cluster, with names, labels and texts of all lengths. */

export const NOW = Date.UTC(2026, 0, 10);

const ago = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString().replace('.000', '');

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  age: number,
  fields: object = {},
  metadata: object = {},
): Resource => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default', creationTimestamp: ago(age), ...metadata },
  ...fields,
});

const pod = (name: string, age: number, spec: object, status: object, metadata: object = {}): Resource =>
  object('v1', 'Pod', name, age, { spec, status }, metadata);

const running = (restartCount: number) => ({ name: 'c', ready: true, restartCount, state: { running: {} } });

const containers = [
  { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }, { containerPort: 443 }] },
  { name: 'log', image: 'registry.example.com:5000/team/log@sha256:0123456789abcdef' },
];

const pods: Resource[] = [
  pod(
    'web-10',
    1,
    { containers, priority: 10, memory: '1Gi', nodeName: 'node-1', ratio: 1.5, nothing: null, empty: '' },
    {
      phase: 'Running',
      podIP: '10.1.0.10',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [running(0), running(3)],
    },
    { labels: { app: 'web', 'example.com/tier': 'front' } },
  ),
  pod(
    'web-2',
    30,
    { containers, priority: 9, memory: '512Mi' },
    {
      phase: 'Running',
      podIP: '10.1.0.9',
      containerStatuses: [
        running(0),
        {
          name: 'log',
          ready: false,
          restartCount: 12,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { finishedAt: ago(0.1) } },
        },
      ],
    },
    { labels: { app: 'web' } },
  ),
  pod(
    'web-1',
    500,
    { containers, priority: 9, memory: '100M' },
    { phase: 'Pending' },
    { labels: { app: 'api', z: '' } },
  ),
  pod(
    'a-pod-with-quite-a-long-name-1234567890',
    9000,
    { containers: [], priority: -1, memory: '2' },
    {
      phase: 'Succeeded',
      podIP: '10.1.0.100',
    },
  ),
  pod('unicode', 100_000, { containers, priority: 100, memory: '1500m' }, { phase: 'Grün-日本' }),
  pod(
    'elsewhere',
    2,
    { containers },
    { phase: 'Running' },
    { namespace: 'kube-system', labels: { app: 'x' } },
  ),
];

const template = { spec: { containers } };
const selector = { matchLabels: { app: 'web' } };

const deployment = (name: string, age: number, replicas: number, namespace = 'default'): Resource =>
  object(
    'apps/v1',
    'Deployment',
    name,
    age,
    {
      spec: { replicas, selector, template },
      status: { readyReplicas: replicas - 1, updatedReplicas: replicas, availableReplicas: replicas - 1 },
    },
    { namespace, labels: { app: name } },
  );

const service = (name: string, spec: object): Resource => object('v1', 'Service', name, 20, { spec });

const text = `a text of several words that is far longer than what go-yaml puts on one line, so that it is folded: yes`;

export const cluster: readonly Resource[] = [
  ...pods,
  deployment('web', 3, 3),
  deployment('api-server', 300, 10),
  deployment('dns', 3, 2, 'kube-system'),
  service('web', {
    type: 'ClusterIP',
    clusterIPs: ['10.96.0.1'],
    ports: [{ port: 80, protocol: 'TCP' }],
    selector: { app: 'web' },
  }),
  service('public', {
    type: 'LoadBalancer',
    clusterIPs: ['10.96.0.2'],
    ports: [
      { port: 80, nodePort: 30080, protocol: 'TCP' },
      { port: 443, nodePort: 30443, protocol: 'TCP' },
    ],
  }),
  service('elsewhere', { type: 'ExternalName', externalName: 'db.example.org' }),
  object('v1', 'Namespace', 'default', 10_000, { status: { phase: 'Active' } }, { namespace: undefined }),
  object(
    'v1',
    'Namespace',
    'kube-system',
    10_000,
    { status: { phase: 'Terminating' } },
    { namespace: undefined, labels: { a: 'b' } },
  ),
  object(
    'v1',
    'ConfigMap',
    'settings',
    5,
    {
      data: {
        'app.conf': 'a = 1\nb = "two"\n',
        'script.sh': '#!/bin/sh\n\techo tab\n',
        '10': 'ten',
        '9': '9',
        empty: '',
        long: text,
        html: '<a href="?a=1&b=2">',
        yes: 'no',
      },
    },
    { managedFields: [{ manager: 'kubectl', operation: 'Apply' }], annotations: { note: text } },
  ),
  object('v1', 'ConfigMap', 'nothing', 5),
  object('v1', 'PersistentVolumeClaim', 'data', 5, {
    spec: { volumeName: 'pv-1', storageClassName: 'standard', volumeMode: 'Filesystem' },
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
  }),
  object('batch/v1', 'Job', 'import', 5, {
    spec: { completions: 1, template },
    status: {
      succeeded: 1,
      startTime: ago(5),
      completionTime: ago(4.5),
      conditions: [{ type: 'Complete', status: 'True' }],
    },
  }),
  object('example.com/v1', 'Widget', 'thing', 5, {}, { labels: { size: 'xl' } }),
];
