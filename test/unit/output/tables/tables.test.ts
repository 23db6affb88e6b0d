import { describe, expect, test } from 'vitest';
import { tableOfKind } from '../../../../src/output/tables/table-of-kind.ts';
import { resourceTypes } from '../../../../src/model/resource-types.ts';

const NOW = Date.UTC(2026, 0, 1, 1);
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString().replace('.000', '');

/** What is shown of an object that was made an hour ago: narrow and wide cells together. */
const rowOf = (kind: string, fields: object, metadata: object = {}) =>
  tableOfKind(kind).row(
    {
      apiVersion: 'v1',
      kind,
      metadata: { name: 'it', namespace: 'default', creationTimestamp: ago(60), ...metadata },
      ...fields,
    },
    NOW,
  );

const headersOf = (kind: string): string =>
  tableOfKind(kind)
    .columns.map(({ name, wide }) => (wide ? `(${name})` : name))
    .join(' | ')
    .toUpperCase();

const template = {
  spec: {
    containers: [
      { name: 'c1', image: 'i1:1' },
      { name: 'c2', image: 'i2:2' },
    ],
    nodeSelector: { disk: 'ssd' },
  },
};
const selector = { matchLabels: { app: 'web' } };

test.each([
  ['ConfigMap', 'NAME | DATA | AGE'],
  ['ControllerRevision', 'NAME | CONTROLLER | REVISION | AGE'],
  [
    'CronJob',
    'NAME | SCHEDULE | TIMEZONE | SUSPEND | ACTIVE | LAST SCHEDULE | AGE | (CONTAINERS) | (IMAGES) | (SELECTOR)',
  ],
  [
    'DaemonSet',
    'NAME | DESIRED | CURRENT | READY | UP-TO-DATE | AVAILABLE | NODE SELECTOR | AGE | (CONTAINERS) | (IMAGES) | (SELECTOR)',
  ],
  ['Deployment', 'NAME | READY | UP-TO-DATE | AVAILABLE | AGE | (CONTAINERS) | (IMAGES) | (SELECTOR)'],
  ['Endpoints', 'NAME | ENDPOINTS | AGE'],
  ['EndpointSlice', 'NAME | ADDRESSTYPE | PORTS | ENDPOINTS | AGE'],
  [
    'Event',
    'LAST SEEN | TYPE | REASON | OBJECT | (SUBOBJECT) | (SOURCE) | MESSAGE | (FIRST SEEN) | (COUNT) | (NAME)',
  ],
  ['HorizontalPodAutoscaler', 'NAME | REFERENCE | TARGETS | MINPODS | MAXPODS | REPLICAS | AGE'],
  ['Ingress', 'NAME | CLASS | HOSTS | ADDRESS | PORTS | AGE'],
  ['Job', 'NAME | STATUS | COMPLETIONS | DURATION | AGE | (CONTAINERS) | (IMAGES) | (SELECTOR)'],
  ['LimitRange', 'NAME | CREATED AT'],
  ['Namespace', 'NAME | STATUS | AGE'],
  ['NetworkPolicy', 'NAME | POD-SELECTOR | AGE'],
  [
    'Node',
    'NAME | STATUS | ROLES | AGE | VERSION | (INTERNAL-IP) | (EXTERNAL-IP) | (OS-IMAGE) | (KERNEL-VERSION) | (CONTAINER-RUNTIME)',
  ],
  [
    'PersistentVolume',
    'NAME | CAPACITY | ACCESS MODES | RECLAIM POLICY | STATUS | CLAIM | STORAGECLASS | VOLUMEATTRIBUTESCLASS | REASON | AGE | (VOLUMEMODE)',
  ],
  [
    'PersistentVolumeClaim',
    'NAME | STATUS | VOLUME | CAPACITY | ACCESS MODES | STORAGECLASS | VOLUMEATTRIBUTESCLASS | AGE | (VOLUMEMODE)',
  ],
  ['Pod', 'NAME | READY | STATUS | RESTARTS | AGE | (IP) | (NODE) | (NOMINATED NODE) | (READINESS GATES)'],
  ['PodDisruptionBudget', 'NAME | MIN AVAILABLE | MAX UNAVAILABLE | ALLOWED DISRUPTIONS | AGE'],
  ['ReplicaSet', 'NAME | DESIRED | CURRENT | READY | AGE | (CONTAINERS) | (IMAGES) | (SELECTOR)'],
  ['ResourceQuota', 'NAME | REQUEST | LIMIT | AGE'],
  ['Role', 'NAME | CREATED AT'],
  ['RoleBinding', 'NAME | ROLE | AGE | (USERS) | (GROUPS) | (SERVICEACCOUNTS)'],
  ['Secret', 'NAME | TYPE | DATA | AGE'],
  ['Service', 'NAME | TYPE | CLUSTER-IP | EXTERNAL-IP | PORT(S) | AGE | (SELECTOR)'],
  ['ServiceAccount', 'NAME | SECRETS | AGE'],
  ['StatefulSet', 'NAME | READY | AGE | (CONTAINERS) | (IMAGES)'],
  ['StorageClass', 'NAME | PROVISIONER | RECLAIMPOLICY | VOLUMEBINDINGMODE | ALLOWVOLUMEEXPANSION | AGE'],
  ['Widget', 'NAME | AGE'],
])('the columns of %s', (kind, headers) => {
  expect(headersOf(kind)).toBe(headers);
});

test.each(resourceTypes.map(({ kind }) => kind))('a bare %s has a cell for every column', (kind) => {
  const { columns } = tableOfKind(kind);
  expect(rowOf(kind, {})).toHaveLength(columns.length);
  expect(rowOf(kind, { spec: {}, status: {} })).toHaveLength(columns.length);
});

describe('workloads', () => {
  test.each([
    [
      'Deployment',
      {
        spec: { replicas: 3, selector, template },
        status: { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 },
      },
      ['it', '2/3', 3, 1, '60m', 'c1,c2', 'i1:1,i2:2', 'app=web'],
    ],
    [
      'ReplicaSet',
      { spec: { replicas: 3, selector, template }, status: { replicas: 2, readyReplicas: 1 } },
      ['it', 3, 2, 1, '60m', 'c1,c2', 'i1:1,i2:2', 'app=web'],
    ],
    [
      'ReplicationController',
      {
        spec: { replicas: 3, selector: { b: '2', a: '1' }, template },
        status: { replicas: 2, readyReplicas: 1 },
      },
      ['it', 3, 2, 1, '60m', 'c1,c2', 'i1:1,i2:2', 'a=1,b=2'],
    ],
    [
      'StatefulSet',
      { spec: { replicas: 3, template }, status: { readyReplicas: 1 } },
      ['it', '1/3', '60m', 'c1,c2', 'i1:1,i2:2'],
    ],
    [
      'DaemonSet',
      {
        spec: { selector, template },
        status: {
          desiredNumberScheduled: 5,
          currentNumberScheduled: 4,
          numberReady: 3,
          updatedNumberScheduled: 2,
          numberAvailable: 1,
        },
      },
      ['it', 5, 4, 3, 2, 1, 'disk=ssd', '60m', 'c1,c2', 'i1:1,i2:2', 'app=web'],
    ],
    [
      'CronJob',
      {
        spec: { schedule: '0/5 * * * ?', suspend: false, jobTemplate: { spec: { template, selector } } },
        status: { active: [{}, {}], lastScheduleTime: ago(5) },
      },
      ['it', '0/5 * * * ?', '<none>', 'False', 2, '5m', '60m', 'c1,c2', 'i1:1,i2:2', 'app=web'],
    ],
    [
      'CronJob',
      { spec: { schedule: '@daily', timeZone: 'Etc/UTC' } },
      ['it', '@daily', 'Etc/UTC', '<unset>', 0, '<none>', '60m', '', '', '<none>'],
    ],
  ])('%s', (kind, fields, cells) => {
    expect(rowOf(kind, fields)).toEqual(cells);
  });

  const condition = (type: string) => ({ conditions: [{ type, status: 'True' }] });

  test.each([
    [{ spec: { completions: 2 }, status: { succeeded: 1 } }, {}, ['Running', '1/2', '']],
    [{ spec: {}, status: { succeeded: 1 } }, {}, ['Running', '1/1', '']],
    [{ spec: { parallelism: 20 }, status: { succeeded: 10 } }, {}, ['Running', '10/1 of 20', '']],
    [{ spec: { completions: 1 }, status: { startTime: ago(20) } }, {}, ['Running', '0/1', '20m']],
    [
      {
        spec: { completions: 1 },
        status: { succeeded: 1, startTime: ago(30), completionTime: ago(20), ...condition('Complete') },
      },
      {},
      ['Complete', '1/1', '10m'],
    ],
    [{ spec: { completions: 1 }, status: condition('Failed') }, {}, ['Failed', '0/1', '']],
    [{ spec: { completions: 1 }, status: condition('Suspended') }, {}, ['Suspended', '0/1', '']],
    [{ spec: { completions: 1 }, status: condition('FailureTarget') }, {}, ['FailureTarget', '0/1', '']],
    [{ spec: { completions: 1 } }, { deletionTimestamp: ago(1) }, ['Terminating', '0/1', '']],
  ])('Job %j', (fields, metadata, cells) => {
    expect(rowOf('Job', fields, metadata).slice(1, 4)).toEqual(cells);
  });

  test.each([
    [{}, '<none>'],
    [undefined, '<none>'],
    [{ matchLabels: { b: '2', a: '1' } }, 'a=1,b=2'],
    [
      {
        matchLabels: { m: 'x' },
        matchExpressions: [
          { key: 'z', operator: 'Exists' },
          { key: 'a', operator: 'In', values: ['y', 'x'] },
          { key: 'n', operator: 'NotIn', values: ['v'] },
          { key: 'o', operator: 'DoesNotExist' },
        ],
      },
      'a in (x,y),m=x,n notin (v),!o,z',
    ],
    [{ matchExpressions: [{ key: 'a', operator: 'Like' }] }, '<error>'],
  ])('selector %j', (given, text) => {
    expect(rowOf('ReplicaSet', { spec: { selector: given } }).at(-1)).toBe(text);
  });
});

describe('services', () => {
  const ports = [
    { port: 80, protocol: 'TCP' },
    { port: 53, protocol: 'UDP', nodePort: 30053 },
  ];
  const lb = (...ingress: object[]) => ({ loadBalancer: { ingress } });

  test.each([
    [
      { spec: { type: 'ClusterIP', clusterIPs: ['10.9.8.7'], ports, selector: { app: 'web' } } },
      ['ClusterIP', '10.9.8.7', '<none>', '80/TCP,53:30053/UDP', '60m', 'app=web'],
    ],
    [
      { spec: { type: 'ClusterIP', clusterIP: 'None', externalIPs: ['1.1.1.1', '2.2.2.2'] } },
      ['ClusterIP', 'None', '1.1.1.1,2.2.2.2', '<none>', '60m', '<none>'],
    ],
    [
      { spec: { type: 'NodePort', clusterIPs: ['10.9.8.7'], ports } },
      ['NodePort', '10.9.8.7', '<none>', '80/TCP,53:30053/UDP', '60m', '<none>'],
    ],
    [
      { spec: { type: 'LoadBalancer', clusterIPs: ['10.9.8.7'] } },
      ['LoadBalancer', '10.9.8.7', '<pending>', '<none>', '60m', '<none>'],
    ],
    [
      {
        spec: { type: 'LoadBalancer', clusterIPs: ['10.9.8.7'], externalIPs: ['3.3.3.3'] },
        status: lb({ ip: '2.2.2.2' }, { hostname: 'example.org' }, { ip: '1.1.1.1' }),
      },
      ['LoadBalancer', '10.9.8.7', '1.1.1.1,2.2.2.2,example.org,3.3.3.3', '<none>', '60m', '<none>'],
    ],
    [
      { spec: { type: 'ExternalName', externalName: 'db.example.org' } },
      ['ExternalName', '<none>', 'db.example.org', '<none>', '60m', '<none>'],
    ],
  ])('Service %j', (fields, cells) => {
    expect(rowOf('Service', fields).slice(1)).toEqual(cells);
  });

  const addresses = (...ips: string[]) => ips.map((ip) => ({ ip }));

  test.each([
    [undefined, '<none>'],
    [[{ addresses: addresses('1.1.1.1', '2.2.2.2') }], '1.1.1.1,2.2.2.2'],
    [[{ addresses: addresses('1.1.1.1', '::1'), ports: [{ port: 80 }] }], '1.1.1.1:80,[::1]:80'],
    [
      [{ addresses: addresses('1.1.1.1', '2.2.2.2'), ports: [{ port: 80 }, { port: 443 }] }],
      '1.1.1.1:80,2.2.2.2:80,1.1.1.1:443 + 1 more...',
    ],
    [[{ ports: [{ port: 80 }] }], ''],
  ])('Endpoints %j', (subsets, text) => {
    expect(rowOf('Endpoints', { subsets })[1]).toBe(text);
  });

  test('EndpointSlice', () => {
    const slice = {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['1.1.1.1', '2.2.2.2'] }, { addresses: ['3.3.3.3', '4.4.4.4', '5.5.5.5'] }],
      ports: [{ port: 80 }, { name: 'http' }, {}],
    };
    expect(rowOf('EndpointSlice', slice)).toEqual([
      'it',
      'IPv4',
      '80,http,*',
      '1.1.1.1,2.2.2.2,3.3.3.3 + 2 more...',
      '60m',
    ]);
    expect(rowOf('EndpointSlice', { addressType: 'IPv4' })).toEqual([
      'it',
      'IPv4',
      '<unset>',
      '<unset>',
      '60m',
    ]);
  });

  const rules = (...names: (string | undefined)[]) =>
    names.map((host) => (host === undefined ? {} : { host }));

  test.each([
    [{ rules: [] }, '*'],
    [{ rules: rules(undefined) }, '*'],
    [{ rules: rules('a', undefined, 'b') }, 'a,b'],
    [{ rules: rules('a', 'b', 'c') }, 'a,b,c'],
    [{ rules: rules('a', 'b', 'c', undefined) }, 'a,b,c + 1 more...'],
    [{ rules: rules('a', undefined, 'b', 'c', 'd', 'e') }, 'a,b,c + 3 more...'],
  ])('hosts of an Ingress %j', (spec, text) => {
    expect(rowOf('Ingress', { spec })[2]).toBe(text);
  });

  test('Ingress', () => {
    const fields = {
      spec: { ingressClassName: 'nginx', tls: [{}] },
      status: { loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } },
    };
    expect(rowOf('Ingress', fields)).toEqual(['it', 'nginx', '*', '1.1.1.1', '80, 443', '60m']);
    expect(rowOf('Ingress', {})).toEqual(['it', '<none>', '*', '', '80', '60m']);
    const parameters = { apiGroup: 'k8s.io', kind: 'Params', name: 'p' };
    expect(rowOf('IngressClass', { spec: { controller: 'example.com/c', parameters } })).toEqual([
      'it',
      'example.com/c',
      'Params.k8s.io/p',
      '60m',
    ]);
  });
});

describe('configuration and storage', () => {
  test.each([
    ['ConfigMap', { data: { a: '', b: '' }, binaryData: { c: '' } }, ['it', 3, '60m']],
    ['Secret', { type: 'kubernetes.io/tls', data: { a: '', b: '' } }, ['it', 'kubernetes.io/tls', 2, '60m']],
    ['ServiceAccount', { secrets: [{}] }, ['it', 1, '60m']],
    ['Namespace', { status: { phase: 'Active' } }, ['it', 'Active', '60m']],
    ['StorageClass', { provisioner: 'p' }, ['it', 'p', 'Delete', 'Immediate', false, '60m']],
    [
      'StorageClass',
      {
        provisioner: 'p',
        reclaimPolicy: 'Retain',
        volumeBindingMode: 'WaitForFirstConsumer',
        allowVolumeExpansion: true,
      },
      ['it', 'p', 'Retain', 'WaitForFirstConsumer', true, '60m'],
    ],
    [
      'PersistentVolume',
      {
        spec: {
          accessModes: ['ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOnce'],
          capacity: { storage: '4096Mi' },
          claimRef: { namespace: 'default', name: 'claim' },
          persistentVolumeReclaimPolicy: 'Retain',
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
        },
        status: { phase: 'Bound' },
      },
      [
        'it',
        '4Gi',
        'RWO,ROX,RWX',
        'Retain',
        'Bound',
        'default/claim',
        'fast',
        '<unset>',
        '',
        '60m',
        'Filesystem',
      ],
    ],
    [
      'PersistentVolumeClaim',
      {
        spec: { volumeName: 'pv', storageClassName: 'fast', volumeMode: 'Block' },
        status: { phase: 'Bound', accessModes: ['ReadWriteOncePod'], capacity: { storage: '1Gi' } },
      },
      ['it', 'Bound', 'pv', '1Gi', 'RWOP', 'fast', '<unset>', '60m', 'Block'],
    ],
    [
      'PersistentVolumeClaim',
      { spec: { resources: { requests: { storage: '1Gi' } } }, status: { phase: 'Pending' } },
      ['it', 'Pending', '', '', '', '', '<unset>', '60m', '<unset>'],
    ],
  ])('%s', (kind, fields, cells) => {
    expect(rowOf(kind, fields)).toEqual(cells);
  });

  test('the default storage class says so', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    expect(rowOf('StorageClass', {}, { annotations })[0]).toBe('it (default)');
  });

  test('what is being deleted says so', () => {
    const gone = { deletionTimestamp: ago(1) };
    expect(rowOf('PersistentVolumeClaim', { status: { phase: 'Bound' } }, gone)[1]).toBe('Terminating');
    expect(rowOf('PersistentVolume', { status: { phase: 'Bound' } }, gone)[4]).toBe('Terminating');
  });
});

describe('the cluster', () => {
  const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });

  test.each([
    [{ status: ready('True') }, {}, ['Ready', '<none>']],
    [{ status: ready('False') }, {}, ['NotReady', '<none>']],
    [{ status: {} }, {}, ['Unknown', '<none>']],
    [{ spec: { unschedulable: true }, status: ready('True') }, {}, ['Ready,SchedulingDisabled', '<none>']],
    [
      { status: ready('True') },
      {
        labels: {
          'node-role.kubernetes.io/worker': '',
          'node-role.kubernetes.io/': '',
          'kubernetes.io/role': 'control-plane',
        },
      },
      ['Ready', 'control-plane,worker'],
    ],
  ])('Node %j %j', (fields, metadata, cells) => {
    expect(rowOf('Node', fields, metadata).slice(1, 3)).toEqual(cells);
  });

  test('the wide columns of a Node', () => {
    const status = {
      addresses: [
        { type: 'InternalIP', address: '1.1.1.1' },
        { type: 'ExternalIP', address: '2.2.2.2' },
      ],
      nodeInfo: { kubeletVersion: 'v1', osImage: 'os', kernelVersion: 'k', containerRuntimeVersion: 'r' },
    };
    expect(rowOf('Node', { status }).slice(4)).toEqual(['v1', '1.1.1.1', '2.2.2.2', 'os', 'k', 'r']);
    expect(rowOf('Node', {}).slice(5)).toEqual(['<none>', '<none>', '<unknown>', '<unknown>', '<unknown>']);
  });

  test.each([
    [{ minAvailable: 2 }, [2, 'N/A']],
    [{ minAvailable: '50%' }, ['50%', 'N/A']],
    [{ maxUnavailable: 0 }, ['N/A', 0]],
  ])('PodDisruptionBudget %j', (spec, cells) => {
    expect(rowOf('PodDisruptionBudget', { spec, status: { disruptionsAllowed: 5 } }).slice(1, 4)).toEqual([
      ...cells,
      5,
    ]);
  });

  test('ResourceQuota', () => {
    const status = {
      hard: { 'requests.cpu': '2000m', 'limits.cpu': '2', pods: '10', 'limits.memory': '1024Mi' },
      used: { 'requests.cpu': '0.5', 'limits.cpu': '1' },
    };
    expect(rowOf('ResourceQuota', { status })).toEqual([
      'it',
      'pods: 0/10, requests.cpu: 500m/2',
      'limits.cpu: 1/2, limits.memory: 0/1Gi',
      '60m',
    ]);
  });

  test('RoleBinding', () => {
    const fields = {
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [
        { kind: 'User', name: 'u1' },
        { kind: 'User', name: 'u2' },
        { kind: 'Group', name: 'g' },
        { kind: 'ServiceAccount', name: 's', namespace: 'n' },
      ],
    };
    expect(rowOf('RoleBinding', fields)).toEqual(['it', 'ClusterRole/view', '60m', 'u1, u2', 'g', 'n/s']);
    expect(rowOf('Role', {})).toEqual(['it', '2026-01-01T00:00:00Z']);
  });

  test('ControllerRevision', () => {
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', controller: true }];
    expect(rowOf('ControllerRevision', { revision: 3 }, { ownerReferences })).toEqual([
      'it',
      'statefulset.apps/web',
      3,
      '60m',
    ]);
    expect(rowOf('ControllerRevision', { revision: 3 })[1]).toBe('<none>');
  });
});

describe('autoscalers', () => {
  const cpu = (target: object) => ({ type: 'Resource', resource: { name: 'cpu', target } });
  const used = (current: object) => ({ type: 'Resource', resource: { name: 'cpu', current } });
  const external = (target: object) => ({ type: 'External', external: { target } });

  test.each([
    [undefined, undefined, '<none>'],
    [[cpu({ averageUtilization: 80 })], undefined, 'cpu: <unknown>/80%'],
    [[cpu({ averageUtilization: 80 })], [used({ averageUtilization: 50 })], 'cpu: 50%/80%'],
    [[cpu({})], [used({ averageUtilization: 50 })], 'cpu: 50%/<auto>'],
    [[cpu({ averageValue: '100m' })], [used({ averageValue: '0.05' })], 'cpu: 50m/100m'],
    [[{ type: 'Pods', pods: { target: { averageValue: '100' } } }], undefined, '<unknown>/100'],
    [[external({ value: '100' })], undefined, '<unknown>/100'],
    [
      [external({ averageValue: '100' })],
      [{ type: 'External', external: { current: { averageValue: '50' } } }],
      '50/100 (avg)',
    ],
    [[external({ value: 1 }), external({ value: 2 })], [], '<unknown>/1, <unknown>/2'],
    [
      [external({ value: 1 }), external({ value: 2 }), external({ value: 3 }), external({ value: 4 })],
      [],
      '<unknown>/1, <unknown>/2 + 2 more...',
    ],
  ])('%j with %j', (metrics, currentMetrics, text) => {
    expect(rowOf('HorizontalPodAutoscaler', { spec: { metrics }, status: { currentMetrics } })[2]).toBe(text);
  });

  test('the other columns', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 10 };
    const row = rowOf('HorizontalPodAutoscaler', { spec, status: { currentReplicas: 4 } });
    expect(row).toEqual(['it', 'Deployment/web', '<none>', '<unset>', 10, 4, '60m']);
  });
});

describe('events', () => {
  const involvedObject = { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{web}' };

  test.each([
    [
      {
        type: 'Warning',
        reason: 'BackOff',
        message: ' Back-off restarting\n',
        count: 6,
        firstTimestamp: ago(30),
        lastTimestamp: ago(10),
        involvedObject,
        source: { component: 'kubelet', host: 'node-1' },
      },
      [
        '10m',
        'Warning',
        'BackOff',
        'pod/web',
        'spec.containers{web}',
        'kubelet, node-1',
        'Back-off restarting',
        '30m',
        6,
        'it',
      ],
    ],
    [
      { eventTime: ago(30), series: { count: 3, lastObservedTime: ago(20) }, reportingComponent: 'berth' },
      ['20m', '', '', '', '', 'berth', '', '30m', 3, 'it'],
    ],
    [
      { eventTime: ago(30), involvedObject: { kind: 'Node' } },
      ['30m', '', '', 'node', '', '', '', '30m', 1, 'it'],
    ],
    [{}, ['<unknown>', '', '', '', '', '', '', '<unknown>', 1, 'it']],
  ])('%j', (fields, cells) => {
    expect(rowOf('Event', fields)).toEqual(cells);
  });
});
