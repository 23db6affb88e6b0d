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
