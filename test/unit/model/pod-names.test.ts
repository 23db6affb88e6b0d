import { describe, expect, test } from 'vitest';
import { podNames } from '../../../src/model/pod-names.ts';
import type { ServiceSpec } from '../../../src/model/service.ts';
import type { PodSpec } from '../../../src/model/workload.ts';
import { serviceOf, servingPod } from '../../support/services.ts';

const podOf = (spec: Partial<PodSpec> = {}) => {
  const pod = servingPod('web-0', 1);
  return { ...pod, spec: { ...pod.spec, ...spec } };
};

const WEB = ['web.default', 'web.default.svc', 'web.default.svc.cluster.local'];
const UDP = [{ port: 53, protocol: 'UDP' as const }];

describe('the names that others find a pod by, of the Services that select it', () => {
  test.each<[string, Partial<ServiceSpec>, string[]]>([
    ['a headless Service', { clusterIP: 'None' }, WEB],
    ['a Service that has UDP ports only', { ports: UDP }, WEB],
    ['no Service that has a proxy', {}, []],
    ['no Service with TCP ports beside others', { ports: [...UDP, { port: 53 }] }, []],
    ['no ExternalName', { type: 'ExternalName', externalName: 'example.com' }, []],
  ])('are those of %s', (_, spec, names) => {
    expect(podNames(podOf(), [serviceOf(spec)])).toEqual(names);
  });

  test('are its own where it has a domain', () => {
    expect(podNames(podOf({ hostname: 'db-0', subdomain: 'db' }), [])).toEqual([
      'db-0.db.default',
      'db-0.db.default.svc',
      'db-0.db.default.svc.cluster.local',
    ]);
  });

  test('are none on the network of the host', () => {
    expect(podNames(podOf({ hostNetwork: true }), [serviceOf({ clusterIP: 'None' })])).toEqual([]);
  });
});
