import type { ObservedPod } from '../../src/model/pod.ts';
import type { Service, ServiceSpec } from '../../src/model/service.ts';
import type { Container } from '../../src/model/workload.ts';
import { podOf, revisionsOf, templateOf } from './workloads.ts';

export const serviceOf = (spec: Partial<ServiceSpec> = {}, name = 'web'): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
});

/** A pod that serves at 10.0.0.`host`. */
export const servingPod = (
  name: string,
  host: number,
  container: Partial<Container> = {},
  pod: Partial<ObservedPod> = {},
): ObservedPod => {
  const [revision] = revisionsOf(templateOf('web:1', container));
  if (revision === undefined) throw new Error('a template makes a revision');
  return podOf(name, revision, { labels: { app: 'web' }, ip: `10.0.0.${host}`, ...pod });
};
