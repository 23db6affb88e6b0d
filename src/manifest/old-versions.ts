import type { Problem } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { problemOf, type Locate } from './document.ts';
import { isAbsent, isObject, listAt, objectAt, type JsonObject } from './json-value.ts';

/** How an object of an API that Kubernetes has dropped reads in today's. */
interface Succession {
  kinds: readonly string[];
  from: readonly string[];
  to: string;
  convert?: (resource: Resource) => Resource;
}

const workloads = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];

const successions: readonly Succession[] = [
  {
    kinds: workloads,
    from: ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'],
    to: 'apps/v1',
    convert: (resource) => withSelector(resource),
  },
  { kinds: ['CronJob'], from: ['batch/v1beta1', 'batch/v2alpha1'], to: 'batch/v1' },
  {
    kinds: ['Ingress'],
    from: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
    to: 'networking.k8s.io/v1',
    convert: (resource) => withIngressBackends(resource),
  },
  { kinds: ['NetworkPolicy'], from: ['extensions/v1beta1'], to: 'networking.k8s.io/v1' },
  { kinds: ['PodDisruptionBudget'], from: ['policy/v1beta1'], to: 'policy/v1' },
  {
    kinds: ['HorizontalPodAutoscaler'],
    from: ['autoscaling/v2beta1', 'autoscaling/v2beta2'],
    to: 'autoscaling/v2',
    convert: (resource) => withMetricTargets(resource),
  },
  {
    kinds: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    from: ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
    to: 'rbac.authorization.k8s.io/v1',
  },
  { kinds: ['StorageClass'], from: ['storage.k8s.io/v1beta1'], to: 'storage.k8s.io/v1' },
];

/** Kubernetes still serves these beside today's, so nothing is to be said about them. */
const siblings: readonly Succession[] = [
  {
    kinds: ['HorizontalPodAutoscaler'],
    from: ['autoscaling/v1'],
    to: 'autoscaling/v2',
    convert: (resource) => withCpuMetric(resource),
  },
];

const find = (resource: Resource, among: readonly Succession[]): Succession | undefined =>
  among.find(({ kinds, from }) => kinds.includes(resource.kind) && from.includes(resource.apiVersion));

/** The object in the API that berth knows it in, with a warning where that is no longer the one it was written for. */
export const modernise = (
  resource: Resource,
  locate: Locate,
): { resource: Resource; problems: Problem[] } => {
  const succession = find(resource, successions);
  const applied = succession ?? find(resource, siblings);
  if (applied === undefined) return { resource, problems: [] };
  const converted = applied.convert?.(resource) ?? resource;
  const modern = { ...converted, apiVersion: applied.to };
  if (succession === undefined) return { resource: modern, problems: [] };
  const warning = problemOf(
    {
      severity: 'warning',
      code: 'oldApiVersion',
      path: ['apiVersion'],
      message: `${resource.apiVersion} ${resource.kind} is no longer served by Kubernetes; it is read as ${applied.to}`,
      hint: `write apiVersion: ${applied.to}`,
    },
    resource,
    locate,
  );
  return { resource: modern, problems: [warning] };
};

/** In the old APIs a workload without a selector selects by its template's labels. */
const withSelector = (resource: Resource): Resource => {
  const spec = resource['spec'];
  if (!isObject(spec)) return resource;
  const { rollbackTo: _rollbackTo, templateGeneration: _templateGeneration, ...kept } = spec;
  if (!isAbsent(spec['selector'])) return { ...resource, spec: kept };
  const labels = objectAt(objectAt(spec['template'], 'metadata'), 'labels');
  return { ...resource, spec: { ...kept, selector: { matchLabels: labels } } };
};

const ingressBackend = (backend: unknown): unknown => {
  if (!isObject(backend) || !('serviceName' in backend || 'servicePort' in backend)) return backend;
  const { serviceName, servicePort, ...kept } = backend;
  const port = typeof servicePort === 'string' ? { name: servicePort } : { number: servicePort };
  return { ...kept, service: { name: serviceName, ...(isAbsent(servicePort) ? {} : { port }) } };
};

const ingressPath = (path: unknown): unknown =>
  isObject(path)
    ? { pathType: 'ImplementationSpecific', ...path, backend: ingressBackend(path['backend']) }
    : path;

const ingressRule = (rule: unknown): unknown => {
  if (!isObject(rule) || !isObject(rule['http'])) return rule;
  return { ...rule, http: { ...rule['http'], paths: listAt(rule['http'], 'paths').map(ingressPath) } };
};

const withIngressBackends = (resource: Resource): Resource => {
  const spec = resource['spec'];
  if (!isObject(spec)) return resource;
  const { backend, ...kept } = spec;
  const converted: JsonObject = { ...kept };
  if (!isAbsent(backend)) converted['defaultBackend'] = ingressBackend(backend);
  if (Array.isArray(spec['rules'])) converted['rules'] = spec['rules'].map(ingressRule);
  return { ...resource, spec: converted };
};

const withCpuMetric = (resource: Resource): Resource => {
  const spec = resource['spec'];
  if (!isObject(spec)) return resource;
  const { targetCPUUtilizationPercentage: utilization, ...kept } = spec;
  if (isAbsent(utilization)) return resource;
  const target = { type: 'Utilization', averageUtilization: utilization };
  return {
    ...resource,
    spec: { ...kept, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] },
  };
};

/** v2beta1 writes targets as fields of the metric: `targetAverageUtilization: 50`. */
const metricTargets: readonly (readonly [string, string, string])[] = [
  ['targetAverageUtilization', 'Utilization', 'averageUtilization'],
  ['targetAverageValue', 'AverageValue', 'averageValue'],
  ['targetValue', 'Value', 'value'],
];

const metricSource = (source: unknown): unknown => {
  if (!isObject(source) || isObject(source['target'])) return source;
  const kept: JsonObject = { ...source };
  let target: JsonObject | undefined;
  for (const [field, type, name] of metricTargets) {
    if (!isAbsent(kept[field])) target = { type, [name]: kept[field] };
    delete kept[field];
  }
  if (typeof kept['metricName'] === 'string') {
    kept['metric'] = {
      name: kept['metricName'],
      ...(isObject(kept['selector']) ? { selector: kept['selector'] } : {}),
    };
    delete kept['metricName'];
    delete kept['selector'];
  }
  return target === undefined ? kept : { ...kept, target };
};

const withMetricTargets = (resource: Resource): Resource => {
  const spec = resource['spec'];
  if (!isObject(spec) || !Array.isArray(spec['metrics'])) return resource;
  const metrics = spec['metrics'].map((metric: unknown) =>
    isObject(metric)
      ? Object.fromEntries(Object.entries(metric).map(([key, value]) => [key, metricSource(value)]))
      : metric,
  );
  return { ...resource, spec: { ...spec, metrics } };
};
