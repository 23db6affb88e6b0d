import { describe, expect, test } from 'vitest';
import { withNodePorts } from '../../../src/cluster/node-ports.ts';
import type { StoredRecord } from '../../../src/model/record.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { isService } from '../../../src/model/service.ts';
import { serviceOf } from '../../support/services.ts';

const recordOf = (resource: Resource): StoredRecord => ({
  version: 1,
  writtenAt: 0,
  resource,
  deleted: false,
  revisions: [],
});

const portsOf = (resource: Resource): (number | undefined)[] =>
  isService(resource) ? (resource.spec.ports ?? []).map(({ nodePort }) => nodePort) : [];

const web = serviceOf({ type: 'NodePort' });

describe('ports of the host', () => {
  test('are chosen in the range of Kubernetes, the same for the same Service', () => {
    const [port] = portsOf(withNodePorts(web, undefined, []));
    expect(port).toBeGreaterThanOrEqual(30_000);
    expect(port).toBeLessThanOrEqual(32_767);
    expect(portsOf(withNodePorts(web, undefined, []))).toEqual([port]);
  });

  test('that a manifest names are left alone', () => {
    const given = serviceOf({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] });
    expect(portsOf(withNodePorts(given, web, []))).toEqual([30_080]);
  });

  test('stay when the Service is written again', () => {
    const live = serviceOf({ type: 'NodePort', ports: [{ port: 80, nodePort: 31_999 }] });
    expect(portsOf(withNodePorts(web, live, [recordOf(live)]))).toEqual([31_999]);
  });

  test('are never those of another Service, nor the same for two ports', () => {
    const [first = 0] = portsOf(withNodePorts(web, undefined, []));
    const other = serviceOf({ type: 'NodePort', ports: [{ port: 80, nodePort: first }] }, 'other');
    const two = serviceOf({ type: 'NodePort', ports: [{ port: 80 }, { port: 81, nodePort: first + 1 }] });
    const [chosen] = portsOf(withNodePorts(two, undefined, [recordOf(other)]));
    expect([first, first + 1]).not.toContain(chosen);
  });

  test('of a Service that is deleted can be had again', () => {
    const [first = 0] = portsOf(withNodePorts(web, undefined, []));
    const other = serviceOf({ type: 'NodePort', ports: [{ port: 80, nodePort: first }] }, 'other');
    expect(portsOf(withNodePorts(web, undefined, [{ ...recordOf(other), deleted: true }]))).toEqual([first]);
  });

  test.each([
    ['ClusterIP', serviceOf()],
    ['LoadBalancer without any', serviceOf({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })],
  ])('are not for %s', (_, service) => {
    expect(portsOf(withNodePorts(service, undefined, []))).toEqual([undefined]);
  });
});
