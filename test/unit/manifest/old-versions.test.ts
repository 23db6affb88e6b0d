import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { validate } from '../../../src/manifest/validate.ts';

const read = (text: string) => {
  const { documents, problems } = parseManifests([{ file: 'a.yaml', text }]);
  const found = validate(documents, { level: 'strict', ignoreUnknownKinds: false });
  return {
    resource: documents[0]?.resource,
    warnings: problems.map(({ code }) => code),
    errors: found.filter(({ severity }) => severity === 'error'),
  };
};

const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}';

describe('APIs that Kubernetes has dropped', () => {
  it.each([
    [
      'extensions/v1beta1',
      'Deployment',
      'apps/v1',
      `spec: {rollbackTo: {revision: 1}, template: ${template}}`,
    ],
    ['apps/v1beta1', 'StatefulSet', 'apps/v1', `spec: {serviceName: a, template: ${template}}`],
    [
      'apps/v1beta2',
      'ReplicaSet',
      'apps/v1',
      `spec: {selector: {matchLabels: {app: a}}, template: ${template}}`,
    ],
    ['extensions/v1beta1', 'DaemonSet', 'apps/v1', `spec: {templateGeneration: 1, template: ${template}}`],
    [
      'batch/v1beta1',
      'CronJob',
      'batch/v1',
      'spec: {schedule: "@daily", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}',
    ],
    ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', 'spec: {minAvailable: 1}'],
    ['rbac.authorization.k8s.io/v1beta1', 'Role', 'rbac.authorization.k8s.io/v1', 'rules: []'],
    ['storage.k8s.io/v1beta1', 'StorageClass', 'storage.k8s.io/v1', 'provisioner: a'],
    ['extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', 'spec: {podSelector: {}}'],
  ])('%s %s is read as %s, with a warning', (from, kind, to, body) => {
    const { resource, warnings, errors } = read(
      `{apiVersion: ${from}, kind: ${kind}, metadata: {name: a}, ${body}}`,
    );
    expect(resource?.apiVersion).toBe(to);
    expect(warnings).toEqual(['oldApiVersion']);
    expect(errors).toEqual([]);
  });

  it('a selector that was left out is the labels of the template', () => {
    const { resource } = read(
      `{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a}, spec: {template: ${template}}}`,
    );
    expect(resource?.['spec']).toMatchObject({ selector: { matchLabels: { app: 'a' } } });
  });

  it('the backends of an Ingress are written as today', () => {
    const { resource, errors } = read(`apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: {name: a}
spec:
  backend: {serviceName: a, servicePort: http}
  rules:
  - host: example.com
    http: {paths: [{backend: {serviceName: b, servicePort: 80}}]}
`);
    expect(errors).toEqual([]);
    expect(resource?.['spec']).toEqual({
      defaultBackend: { service: { name: 'a', port: { name: 'http' } } },
      rules: [
        {
          host: 'example.com',
          http: {
            paths: [
              {
                pathType: 'ImplementationSpecific',
                backend: { service: { name: 'b', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    });
  });

  it('the targets of an autoscaler are written as today', () => {
    const { resource, errors } = read(`apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {kind: Deployment, name: a}
  maxReplicas: 2
  metrics:
  - {type: Resource, resource: {name: cpu, targetAverageUtilization: 50}}
  - {type: Pods, pods: {metricName: m, targetAverageValue: 1k}}
`);
    expect(errors).toEqual([]);
    expect(resource?.['spec']).toMatchObject({
      metrics: [
        { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        { pods: { metric: { name: 'm' }, target: { type: 'AverageValue', averageValue: '1k' } } },
      ],
    });
  });

  it('autoscaling/v1 is still served, so nothing is said', () => {
    const { resource, warnings, errors } = read(
      '{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {kind: Deployment, name: a}, maxReplicas: 2, targetCPUUtilizationPercentage: 60}}',
    );
    expect(warnings).toEqual([]);
    expect(errors).toEqual([]);
    expect(resource).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { metrics: [{ resource: { target: { averageUtilization: 60 } } }] },
    });
  });

  it('what is wrong in the old form is found where it is written', () => {
    const [error] = read(`apiVersion: extensions/v1beta1
kind: Ingress
metadata: {name: a}
spec:
  rules:
  - http:
      paths:
      - path: a
        backend: {serviceName: a, servicePort: 80}
`).errors;
    expect(error?.position).toEqual({ file: 'a.yaml', line: 8, column: 15 });
  });
});
