import { describe, expect, it } from 'vitest';
import { applyDefaults } from '../../../src/manifest/defaults.ts';
import { parseManifests } from '../../../src/manifest/parse.ts';

const defaulted = (text: string) => {
  const [document] = parseManifests([{ file: 'a.yaml', text }]).documents;
  if (document === undefined) throw new Error('no object');
  return applyDefaults(document.resource);
};

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, creationTimestamp: null}
spec:
  strategy: {}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      volumes: null
      containers:
      - name: web
        image: nginx:1.25
        ports: [{containerPort: 80}]
        resources: {limits: {cpu: 0.5, memory: 1024Mi}}
        readinessProbe: {httpGet: {port: 80}, periodSeconds: 0}
status: {replicas: 3}
`;

describe('applyDefaults', () => {
  it('writes what the API server writes into a Deployment', () => {
    expect(defaulted(deployment)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        progressDeadlineSeconds: 600,
        replicas: 1,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              {
                name: 'web',
                image: 'nginx:1.25',
                imagePullPolicy: 'IfNotPresent',
                ports: [{ containerPort: 80, protocol: 'TCP' }],
                readinessProbe: {
                  failureThreshold: 3,
                  httpGet: { path: '/', port: 80, scheme: 'HTTP' },
                  periodSeconds: 10,
                  successThreshold: 1,
                  timeoutSeconds: 1,
                },
                resources: { limits: { cpu: '500m', memory: '1Gi' } },
                terminationMessagePath: '/dev/termination-log',
                terminationMessagePolicy: 'File',
              },
            ],
            dnsPolicy: 'ClusterFirst',
            restartPolicy: 'Always',
            schedulerName: 'default-scheduler',
            securityContext: {},
            terminationGracePeriodSeconds: 30,
          },
        },
      },
    });
  });

  it('changes nothing the second time, and never the object it was given', () => {
    const [document] = parseManifests([{ file: 'a.yaml', text: deployment }]).documents;
    const before = structuredClone(document?.resource);
    const once = defaulted(deployment);
    expect(applyDefaults(structuredClone(once))).toEqual(once);
    if (document !== undefined) applyDefaults(document.resource);
    expect(document?.resource).toEqual(before);
  });

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.25', 'IfNotPresent'],
    ['localhost:5000/nginx', 'Always'],
    ['localhost:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:0000', 'IfNotPresent'],
  ])('image %s is pulled %s', (image, policy) => {
    const pod = defaulted(
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: '${image}'}]}\n`,
    );
    expect(pod).toMatchObject({ spec: { containers: [{ imagePullPolicy: policy }] } });
  });
});

describe('what other kinds are given', () => {
  const object = (kind: string, apiVersion: string, body: string) =>
    defaulted(`{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}, ${body}}`);
  const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}';

  it.each<[string, string, string, object]>([
    [
      'ReplicaSet',
      'apps/v1',
      `spec: {template: ${template}}`,
      { spec: { replicas: 1, template: { spec: { restartPolicy: 'Always' } } } },
    ],
    [
      'ReplicationController',
      'v1',
      `spec: {template: ${template}}`,
      { metadata: { labels: { app: 'a' } }, spec: { replicas: 1, selector: { app: 'a' } } },
    ],
    [
      'StatefulSet',
      'apps/v1',
      `spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {}}], template: ${template}}`,
      {
        spec: {
          replicas: 1,
          revisionHistoryLimit: 10,
          podManagementPolicy: 'OrderedReady',
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
          volumeClaimTemplates: [
            { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { volumeMode: 'Filesystem' } },
          ],
        },
      },
    ],
    [
      'DaemonSet',
      'apps/v1',
      `spec: {template: ${template}}`,
      {
        spec: {
          revisionHistoryLimit: 10,
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
        },
      },
    ],
    [
      'Job',
      'batch/v1',
      `spec: {template: ${template}}`,
      {
        metadata: { labels: { app: 'a' } },
        spec: {
          completions: 1,
          parallelism: 1,
          backoffLimit: 6,
          completionMode: 'NonIndexed',
          suspend: false,
        },
      },
    ],
    [
      'CronJob',
      'batch/v1',
      `spec: {jobTemplate: {spec: {template: ${template}}}}`,
      {
        spec: {
          concurrencyPolicy: 'Allow',
          failedJobsHistoryLimit: 1,
          successfulJobsHistoryLimit: 3,
          suspend: false,
          jobTemplate: { spec: { template: { spec: { dnsPolicy: 'ClusterFirst' } } } },
        },
      },
    ],
    [
      'Pod',
      'v1',
      'spec: {hostNetwork: true, containers: [{name: a, image: a, ports: [{containerPort: 80}], resources: {limits: {cpu: 1}}}]}',
      {
        spec: {
          enableServiceLinks: true,
          containers: [{ ports: [{ hostPort: 80 }], resources: { requests: { cpu: '1' } } }],
        },
      },
    ],
    [
      'Service',
      'v1',
      'spec: {ports: [{port: 80}, {port: 81, targetPort: 0}]}',
      {
        spec: {
          type: 'ClusterIP',
          sessionAffinity: 'None',
          internalTrafficPolicy: 'Cluster',
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          ports: [{ protocol: 'TCP', targetPort: 80 }, { targetPort: 81 }],
        },
      },
    ],
    [
      'Service',
      'v1',
      'spec: {type: LoadBalancer, sessionAffinity: ClientIP, ports: [{port: 80}]}',
      {
        spec: {
          externalTrafficPolicy: 'Cluster',
          allocateLoadBalancerNodePorts: true,
          sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
        },
      },
    ],
    [
      'Secret',
      'v1',
      'stringData: {a: b}, data: {c: ZA==}',
      { type: 'Opaque', data: { a: 'Yg==', c: 'ZA==' } },
    ],
    [
      'Namespace',
      'v1',
      '',
      { metadata: { labels: { 'kubernetes.io/metadata.name': 'a' } }, spec: { finalizers: ['kubernetes'] } },
    ],
    ['PersistentVolumeClaim', 'v1', 'spec: {}', { spec: { volumeMode: 'Filesystem' } }],
    [
      'PersistentVolume',
      'v1',
      'spec: {hostPath: {path: /a}}',
      {
        spec: {
          persistentVolumeReclaimPolicy: 'Retain',
          volumeMode: 'Filesystem',
          hostPath: { path: '/a', type: '' },
        },
      },
    ],
    [
      'StorageClass',
      'storage.k8s.io/v1',
      'provisioner: a',
      { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
    ],
    ['Endpoints', 'v1', 'subsets: [{ports: [{port: 1}]}]', { subsets: [{ ports: [{ protocol: 'TCP' }] }] }],
    [
      'NetworkPolicy',
      'networking.k8s.io/v1',
      'spec: {egress: [{ports: [{port: 1}]}]}',
      { spec: { policyTypes: ['Ingress', 'Egress'], egress: [{ ports: [{ protocol: 'TCP' }] }] } },
    ],
    [
      'LimitRange',
      'v1',
      'spec: {limits: [{type: Container, max: {cpu: 2}, min: {memory: 1}}]}',
      { spec: { limits: [{ default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1' } }] } },
    ],
    [
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      'spec: {behavior: {scaleDown: {selectPolicy: Min}}}',
      {
        spec: {
          minReplicas: 1,
          metrics: [{ resource: { target: { averageUtilization: 80 } } }],
          behavior: { scaleUp: { stabilizationWindowSeconds: 0 }, scaleDown: { selectPolicy: 'Min' } },
        },
      },
    ],
    [
      'RoleBinding',
      'rbac.authorization.k8s.io/v1',
      'roleRef: {kind: Role, name: a}, subjects: [{kind: User, name: a}, {kind: ServiceAccount, name: b}]',
      {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount' }],
      },
    ],
  ])('%s %s {%s}', (kind, apiVersion, body, expected) => {
    expect(object(kind, apiVersion, body)).toMatchObject(expected);
  });

  it('volumes have theirs', () => {
    const pod = object(
      'Pod',
      'v1',
      'spec: {containers: [], volumes: [{name: a}, {name: b, secret: {secretName: s}}, {name: c, hostPath: {path: /c}}, {name: d, projected: {sources: [{serviceAccountToken: {path: t}}, {downwardAPI: {items: [{path: p, fieldRef: {fieldPath: metadata.name}}]}}]}}]}',
    );
    expect(pod['spec']).toMatchObject({
      volumes: [
        { emptyDir: {} },
        { secret: { defaultMode: 420 } },
        { hostPath: { type: '' } },
        {
          projected: {
            defaultMode: 420,
            sources: [
              { serviceAccountToken: { expirationSeconds: 3600 } },
              { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1' } }] } },
            ],
          },
        },
      ],
    });
  });

  it('what holds nothing goes, and an entry of a map stays as empty text', () => {
    expect(object('ConfigMap', 'v1', 'data: {a: null}, binaryData: null')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { a: '' },
    });
  });

  it('amounts are written in the one way that Kubernetes writes them', () => {
    expect(
      object(
        'ResourceQuota',
        'v1',
        'spec: {hard: {cpu: 0.5, memory: 2048Mi, pods: "10", requests.cpu: 0.1m, x.io/y: 1e3}}',
      )['spec'],
    ).toEqual({ hard: { cpu: '500m', memory: '2Gi', pods: '10', 'requests.cpu': '1m', 'x.io/y': '1k' } });
  });
});
