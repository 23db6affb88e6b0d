import type { Resource } from '../../src/model/resource.ts';

/** Objects as berth shows them, with what a person fills in: a small cluster that descriptions can be made of. */

const START = Date.UTC(2026, 0, 10);

const time = (seconds: number): string => `${new Date(START + seconds * 1000).toISOString().slice(0, 19)}Z`;

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  fields: object = {},
  metadata: object = {},
): Resource => ({
  apiVersion,
  kind,
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-of-${kind}-${name}`,
    creationTimestamp: time(0),
    ...metadata,
  },
  ...fields,
});

const clusterWide = { namespace: undefined };

const probe = { periodSeconds: 2, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 };

const containers = [
  {
    name: 'web',
    image: 'registry.example.org/web:3',
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', 'echo a\necho b'],
    args: ['x', 'y z'],
    ports: [
      { containerPort: 80, name: 'http', protocol: 'TCP' },
      { containerPort: 53, protocol: 'UDP', hostPort: 5353 },
    ],
    env: [
      { name: 'A', value: '1' },
      { name: 'EMPTY' },
      { name: 'LINES', value: 'x\ny' },
      { name: 'FROM_MAP', valueFrom: { configMapKeyRef: { name: 'settings', key: 'k' } } },
      { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
      { name: 'NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { name: 'APP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['app']" } } },
      { name: 'LABELS', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } } },
      { name: 'IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' } } },
    ],
    envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 's' }, prefix: 'P_' }],
    resources: { limits: { memory: '64Mi', cpu: '100m' }, requests: { cpu: '50m', memory: '1024Ki' } },
    livenessProbe: { ...probe, exec: { command: ['cat', '/tmp/a b'] }, initialDelaySeconds: 5 },
    readinessProbe: { ...probe, httpGet: { path: '/ready?x=ü&y', port: 'http', scheme: 'HTTP' } },
    startupProbe: { ...probe, tcpSocket: { port: 80 } },
    volumeMounts: [
      { name: 'work', mountPath: '/work' },
      { name: 'config', mountPath: '/etc/config', readOnly: true, subPath: 'x' },
    ],
  },
  { name: 'log', image: 'log', securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
];

const volumes = [
  { name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
  { name: 'scratch', emptyDir: {} },
  { name: 'config', configMap: { name: 'settings', optional: true } },
  { name: 'keys', secret: { secretName: 's' } },
  { name: 'host', hostPath: { path: '/srv', type: 'Directory' } },
  { name: 'anything', hostPath: { path: '/srv' } },
  { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
  { name: 'files', nfs: { server: 'nfs.example.org', path: '/x', readOnly: true } },
  {
    name: 'about',
    downwardAPI: { items: [{ path: 'a', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] },
  },
  {
    name: 'all',
    projected: {
      sources: [
        { configMap: { name: 'settings' } },
        { secret: { name: 's' } },
        { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      ],
    },
  },
];

const spec = {
  serviceAccountName: 'robot',
  initContainers: [{ name: 'prepare', image: 'prepare:1' }],
  containers,
  volumes,
  nodeSelector: { disk: 'ssd', zone: 'a' },
  tolerations: [
    { key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' },
    { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    { operator: 'Exists' },
  ],
};

const plainSpec = { containers: [{ name: 'web', image: 'web' }] };

const template = { metadata: { labels: { tier: 'front', app: 'web' } }, spec };
const plainTemplate = { metadata: { labels: { app: 'web' }, annotations: { note: 'x' } }, spec: plainSpec };
const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['front', 'back'] },
    { key: 'old', operator: 'DoesNotExist' },
  ],
};

const ownedBy = (kind: string, name: string): object => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: `uid-of-${kind}-${name}`, controller: true }],
});

const long = 'a text that is far too long to stand in one line beside its name, '.repeat(4);

const web = { app: 'web', tier: 'front' };

const runningPod = object(
  'v1',
  'Pod',
  'web-abc12-xyz34',
  {
    spec: { ...spec, nodeName: 'docker', priority: 0, priorityClassName: 'high' },
    status: {
      phase: 'Running',
      startTime: time(1),
      hostIP: '10.0.0.9',
      podIP: '10.1.0.2',
      podIPs: [{ ip: '10.1.0.2' }],
      qosClass: 'Burstable',
      conditions: [
        { type: 'Initialized', status: 'True' },
        { type: 'Ready', status: 'False' },
      ],
      initContainerStatuses: [
        {
          name: 'prepare',
          containerID: 'docker://1',
          image: 'prepare:1',
          imageID: 'sha256:1',
          ready: true,
          restartCount: 0,
          state: {
            terminated: { exitCode: 0, reason: 'Completed', startedAt: time(1), finishedAt: time(2) },
          },
        },
      ],
      containerStatuses: [
        {
          name: 'web',
          containerID: 'docker://2',
          image: 'web:3',
          imageID: 'sha256:2',
          ready: false,
          restartCount: 3,
          state: { running: { startedAt: time(9) } },
          lastState: {
            terminated: {
              exitCode: 137,
              reason: 'Error',
              message: 'killed',
              signal: 9,
              startedAt: time(3),
              finishedAt: time(8),
            },
          },
        },
        {
          name: 'log',
          image: 'log',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'ContainerCreating' } },
        },
      ],
    },
  },
  {
    labels: { ...web, 'pod-template-hash': 'abc12' },
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      long,
      lines: 'one\ntwo\n',
      short: 'x',
    },
    ...ownedBy('ReplicaSet', 'web-abc12'),
  },
);

const pendingPod = object('v1', 'Pod', 'alone', {
  spec: plainSpec,
  status: { phase: 'Pending', reason: 'Unschedulable', message: 'nothing fits', qosClass: 'BestEffort' },
});

const workloadConditions = [
  { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
  { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
];

const replicaSet = (hash: string, revision: number, replicas: number): Resource =>
  object(
    'apps/v1',
    'ReplicaSet',
    `web-${hash}`,
    {
      spec: {
        replicas,
        selector: { ...selector, matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash } },
        template: revision === 2 ? template : plainTemplate,
      },
      status: { replicas, fullyLabeledReplicas: replicas },
    },
    {
      labels: { ...web, 'pod-template-hash': hash },
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ...ownedBy('Deployment', 'web'),
    },
  );

const workloads = [
  object(
    'apps/v1',
    'Deployment',
    'web',
    {
      spec: {
        replicas: 3,
        selector,
        template,
        minReadySeconds: 5,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 } },
      },
      status: {
        replicas: 3,
        updatedReplicas: 2,
        availableReplicas: 1,
        unavailableReplicas: 2,
        conditions: workloadConditions,
      },
    },
    { labels: web, annotations: { 'deployment.kubernetes.io/revision': '2' } },
  ),
  object('apps/v1', 'Deployment', 'once', {
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'once' } },
      template: plainTemplate,
      strategy: { type: 'Recreate' },
    },
    status: {},
  }),
  replicaSet('old99', 1, 1),
  replicaSet('abc12', 2, 2),
  object('apps/v1', 'StatefulSet', 'db', {
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: plainTemplate,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { a: 'b', c: 'd' } },
          spec: {
            accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
            storageClassName: 'fast',
            resources: { requests: { storage: '1024Mi' } },
          },
        },
        { metadata: { name: 'more' }, spec: {} },
      ],
    },
    status: { replicas: 2 },
  }),
  object('apps/v1', 'DaemonSet', 'agent', {
    spec: { selector: { matchLabels: { app: 'agent' } }, template: { ...template } },
    status: {
      desiredNumberScheduled: 1,
      currentNumberScheduled: 1,
      numberReady: 1,
      updatedNumberScheduled: 1,
    },
  }),
  object('v1', 'ReplicationController', 'classic', {
    spec: { replicas: 2, selector: { app: 'classic', a: 'b' }, template: plainTemplate },
    status: { replicas: 1, conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }] },
  }),
  object('batch/v1', 'Job', 'import', {
    spec: {
      parallelism: 2,
      completions: 5,
      completionMode: 'Indexed',
      suspend: false,
      backoffLimit: 6,
      ttlSecondsAfterFinished: 100,
      activeDeadlineSeconds: 60,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
      template: plainTemplate,
    },
    status: {
      active: 1,
      ready: 0,
      succeeded: 2,
      failed: 1,
      completedIndexes: '0,2',
      startTime: time(0),
      completionTime: time(4000),
    },
  }),
  object('batch/v1', 'Job', 'bare', { spec: { template: plainTemplate }, status: {} }),
  object('batch/v1', 'CronJob', 'nightly', {
    spec: {
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      startingDeadlineSeconds: 30,
      jobTemplate: {
        spec: { parallelism: 1, completions: 1, activeDeadlineSeconds: 9, template: plainTemplate },
      },
    },
    status: { lastScheduleTime: time(100), active: [{ name: 'nightly-1' }, { name: 'nightly-2' }] },
  }),
  object('batch/v1', 'CronJob', 'sparse', {
    spec: { schedule: '@daily', jobTemplate: { spec: { template: plainTemplate } } },
  }),
];

const network = [
  object(
    'v1',
    'Service',
    'web',
    {
      spec: {
        type: 'LoadBalancer',
        selector: web,
        ipFamilyPolicy: 'SingleStack',
        ipFamilies: ['IPv4'],
        clusterIP: '10.1.0.9',
        clusterIPs: ['10.1.0.9'],
        externalTrafficPolicy: 'Cluster',
        internalTrafficPolicy: 'Cluster',
        sessionAffinity: 'ClientIP',
        ports: [
          {
            name: 'http',
            port: 80,
            protocol: 'TCP',
            targetPort: 'http',
            nodePort: 30080,
            appProtocol: 'http',
          },
          { name: 'admin', port: 8080, protocol: 'TCP', targetPort: 9090 },
        ],
      },
      status: { loadBalancer: { ingress: [{ hostname: 'localhost' }, { ip: '10.9.9.9', ipMode: 'VIP' }] } },
    },
    { labels: web },
  ),
  object('v1', 'Service', 'elsewhere', {
    spec: { type: 'ExternalName', externalName: 'db.example.org', sessionAffinity: 'None' },
    status: { loadBalancer: {} },
  }),
  object('v1', 'Endpoints', 'web', {
    subsets: [
      {
        addresses: ['10.1.0.2', '10.1.0.3', '10.1.0.4', '10.1.0.5'].map((ip) => ({ ip })),
        notReadyAddresses: [{ ip: '10.1.0.6' }],
        ports: [
          { name: 'http', port: 80, protocol: 'TCP' },
          { name: 'admin', port: 9090, protocol: 'TCP' },
        ],
      },
    ],
  }),
  object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'web-x',
    {
      addressType: 'IPv4',
      endpoints: ['10.1.0.2', '10.1.0.3', '10.1.0.4', '10.1.0.5'].map((ip) => ({
        addresses: [ip],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', name: `web-${ip}` },
        nodeName: 'docker',
      })),
      ports: [
        { name: 'http', port: 80, protocol: 'TCP' },
        { name: 'admin', port: 9090, protocol: 'TCP' },
      ],
    },
    { labels: { 'kubernetes.io/service-name': 'web' } },
  ),
  object('networking.k8s.io/v1', 'Ingress', 'site', {
    spec: {
      ingressClassName: 'haproxy',
      defaultBackend: { service: { name: 'missing', port: { number: 80 } } },
      tls: [{ hosts: ['a.example.org', 'b.example.org'], secretName: 'tls' }, { hosts: ['c.example.org'] }],
      rules: [
        {
          host: 'a.example.org',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
              {
                path: '/admin',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 8080 } } },
              },
            ],
          },
        },
        {
          http: {
            paths: [{ pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ hostname: 'localhost' }] } },
  }),
  object('networking.k8s.io/v1', 'Ingress', 'empty', { spec: {}, status: { loadBalancer: {} } }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'allow', {
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { a: 'b' } }, namespaceSelector: {} },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } },
          ],
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 8000, endPort: 9000, protocol: 'UDP' },
          ],
        },
        {},
      ],
      egress: [{ to: [{ podSelector: {} }] }],
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'isolate', {
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  }),
];

const configuration = [
  object('v1', 'ConfigMap', 'settings', {
    data: { 'app.conf': 'a = 1\n\tb = "two"\n' },
    binaryData: { bin: Buffer.from([0, 1, 255]).toString('base64') },
  }),
  object('v1', 'ConfigMap', 'blank', { data: { empty: '' } }),
  object('v1', 'ConfigMap', 'nothing'),
  object('v1', 'Secret', 's', {
    type: 'Opaque',
    data: { password: Buffer.from('geheim').toString('base64') },
  }),
  object('v1', 'ServiceAccount', 'robot', { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }),
  object('v1', 'ServiceAccount', 'default'),
  object('v1', 'ResourceQuota', 'quota', {
    spec: { hard: { pods: '10', 'requests.cpu': '2' }, scopes: ['NotBestEffort'] },
    status: { hard: { pods: '10', 'requests.cpu': '2' }, used: { pods: '3', 'requests.cpu': '500m' } },
  }),
  object('v1', 'LimitRange', 'limits', {
    spec: { limits: [{ type: 'Container', default: { cpu: '500m' }, max: { cpu: '2' } }] },
  }),
];

const storage = [
  object('v1', 'PersistentVolumeClaim', 'data', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeName: 'pv-1',
      storageClassName: 'standard',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '1Gi' } },
    },
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
  }),
  object('v1', 'PersistentVolumeClaim', 'waiting', {
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    status: { phase: 'Pending' },
  }),
  object(
    'v1',
    'PersistentVolume',
    'pv-1',
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: 'standard',
        volumeMode: 'Filesystem',
        claimRef: { namespace: 'default', name: 'data' },
        hostPath: { path: '/srv/1', type: '' },
      },
      status: { phase: 'Bound' },
    },
    clusterWide,
  ),
  object(
    'v1',
    'PersistentVolume',
    'pv-2',
    {
      spec: {
        capacity: { storage: '500M' },
        accessModes: ['ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Delete',
        local: { path: '/mnt/disk' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'y'] }] }],
          },
        },
      },
      status: { phase: 'Available' },
    },
    clusterWide,
  ),
  object(
    'storage.k8s.io/v1',
    'StorageClass',
    'standard',
    {
      provisioner: 'berth.dev/volume',
      parameters: { type: 'x', fs: 'ext4' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
      mountOptions: ['ro', 'soft'],
    },
    { ...clusterWide, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  ),
];

const rest = [
  object(
    'v1',
    'Namespace',
    'default',
    { status: { phase: 'Active' } },
    { ...clusterWide, labels: { 'kubernetes.io/metadata.name': 'default' } },
  ),
  object('v1', 'Namespace', 'team', { status: { phase: 'Active' } }, clusterWide),
  object('policy/v1', 'PodDisruptionBudget', 'web', {
    spec: { maxUnavailable: '20%', selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2 },
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } },
        },
        {
          type: 'Pods',
          pods: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
        },
      ],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        },
      },
    },
    status: {
      currentReplicas: 2,
      desiredReplicas: 3,
      currentMetrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', current: { averageUtilization: 40, averageValue: '20m' } },
        },
      ],
      conditions: [{ type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', message: 'a message' }],
    },
  }),
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'admin',
    {
      rules: [
        { apiGroups: ['', 'apps'], resources: ['pods', 'pods/log', 'deployments'], verbs: ['get', 'list'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['watch'], resourceNames: ['x', 'y'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
        { nonResourceURLs: ['/healthz', '/metrics'], verbs: ['get'] },
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      ],
    },
    clusterWide,
  ),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'admins', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
    subjects: [
      { kind: 'User', name: 'anna', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'ServiceAccount', name: 'robot', namespace: 'default' },
    ],
  }),
  object(
    'example.com/v1',
    'Widget',
    'thing',
    {
      spec: {
        sizeInMB: 5,
        apiURL: 'https://example.org',
        rules: [{ name: 'a', enabled: true }, { name: 'b' }],
        words: ['one', 'two'],
        'a.dotted/key': 'x',
        snake_case: 'y',
        nothing: null,
        deep: { HTTPServer: { port: 80 } },
      },
    },
    { labels: { size: 'xl' }, annotations: { a: 'b' } },
  ),
];

const event = (kind: string, name: string, id: number, fields: object): Resource =>
  object('v1', 'Event', `${name}.${id}`, {
    involvedObject: { apiVersion: 'v1', kind, namespace: 'default', name, uid: `uid-of-${kind}-${name}` },
    type: 'Normal',
    ...fields,
  });

const events = [
  event('Pod', 'web-abc12-xyz34', 1, {
    reason: 'Scheduled',
    message: 'Successfully assigned default/web-abc12-xyz34 to docker',
    source: { component: 'scheduler' },
    firstTimestamp: time(1),
    lastTimestamp: time(1),
    count: 1,
  }),
  event('Pod', 'web-abc12-xyz34', 2, {
    type: 'Warning',
    reason: 'Unhealthy',
    message: 'Readiness probe failed: no\n',
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'default',
      name: 'web-abc12-xyz34',
      uid: 'uid-of-Pod-web-abc12-xyz34',
      fieldPath: 'spec.containers{web}',
    },
    source: { component: 'kubelet', host: 'docker' },
    firstTimestamp: time(20),
    lastTimestamp: time(400),
    count: 12,
  }),
  event('Deployment', 'web', 3, {
    reason: 'ScalingReplicaSet',
    message: 'Scaled up replica set web-abc12 from 0 to 2',
    reportingComponent: 'deployment-controller',
    eventTime: '2026-01-10T00:00:10.000000Z',
    series: { count: 3, lastObservedTime: '2026-01-10T00:05:10.000000Z' },
  }),
];

export const describedCluster: readonly Resource[] = [
  runningPod,
  pendingPod,
  ...workloads,
  ...network,
  ...configuration,
  ...storage,
  ...rest,
  ...events,
];
