import { describe, expect, test } from 'vitest';
import { listObjects, sourcesOf } from '../../../../src/cluster/objects/list-objects.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { ObservedProxy } from '../../../../src/model/proxy.ts';
import { refOf } from '../../../../src/model/resource.ts';
import type { Service } from '../../../../src/model/service.ts';
import { serviceOf, servingPod } from '../../../support/services.ts';
import { NOON } from '../../../support/workloads.ts';

const proxyOf = (service: Service, proxy: Partial<ObservedProxy> = {}): ObservedProxy => ({
  id: 'proxy-1',
  service: refOf(service),
  image: 'haproxy:3.2-alpine',
  state: 'running',
  address: '10.0.1.1',
  hostPorts: [],
  hostAddress: '127.0.0.1',
  refused: [],
  configuration: 'abc',
  ...proxy,
});

const list = (kind: string, service: Service, pods: ObservedPod[] = [], proxies: ObservedProxy[] = []) =>
  listObjects(
    {
      records: [{ version: 3, writtenAt: NOON, resource: service, deleted: false, revisions: [] }],
      pods,
      proxies,
    },
    kind,
    NOON,
  );

describe('Services as they are shown', () => {
  test('have the address of their proxy', () => {
    const service = serviceOf();
    expect(list('Service', service, [], [proxyOf(service)])).toMatchObject([
      { spec: { clusterIP: '10.0.1.1', clusterIPs: ['10.0.1.1'] }, status: { loadBalancer: {} } },
    ]);
  });

  test('without a proxy have what their manifest says', () => {
    const service = serviceOf({ clusterIP: 'None' });
    expect(list('Service', service)).toMatchObject([{ spec: { clusterIP: 'None' } }]);
  });

  test.each<[string, Partial<ObservedProxy>, object]>([
    ['this machine where their port is published', {}, { ingress: [{ hostname: 'localhost' }] }],
    ['nobody where it is taken', { refused: [{ hostPort: 80, holder: 'x' }] }, {}],
    [
      'this machine where only a node port is taken',
      { refused: [{ hostPort: 30_080, holder: 'x' }] },
      { ingress: [{ hostname: 'localhost' }] },
    ],
    ['nobody while their proxy does not run', { state: 'stopped' }, {}],
  ])('of type LoadBalancer are balanced by %s', (_, proxy, loadBalancer) => {
    const service = serviceOf({ type: 'LoadBalancer' });
    const [object] = list('Service', service, [], [proxyOf(service, proxy)]);
    expect(object).toMatchObject({ status: { loadBalancer } });
    expect(object?.['status']).toEqual({ loadBalancer });
  });
});

describe('Endpoints as they are shown', () => {
  test('are the pods of the Service, ready or not, by address', () => {
    const pods = [servingPod('a', 10), servingPod('b', 9), servingPod('c', 3, {}, { ready: false })];
    const target = (name: string) => ({ kind: 'Pod', name, namespace: 'default', uid: `uid-${name}` });
    expect(list('Endpoints', serviceOf(), pods)).toMatchObject([
      {
        metadata: { name: 'web', namespace: 'default' },
        subsets: [
          {
            addresses: [
              { ip: '10.0.0.9', targetRef: target('b') },
              { ip: '10.0.0.10', targetRef: target('a') },
            ],
            notReadyAddresses: [{ ip: '10.0.0.3', targetRef: target('c') }],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
        ],
      },
    ]);
  });

  test('tell several ports of the same pods together', () => {
    const service = serviceOf({
      ports: [
        { name: 'a', port: 80, targetPort: 8080 },
        { name: 'b', port: 81 },
      ],
    });
    expect(list('Endpoints', service, [servingPod('a', 1)])).toMatchObject([
      {
        subsets: [
          {
            ports: [
              { name: 'a', port: 8080 },
              { name: 'b', port: 81 },
            ],
          },
        ],
      },
    ]);
  });

  test('are none where nothing is selected', () => {
    expect(list('Endpoints', serviceOf())[0]).not.toHaveProperty('subsets');
    expect(list('Endpoints', serviceOf({ selector: {} }))).toEqual([]);
  });

  test('ask for pods and Services, and Services for proxies', () => {
    expect(sourcesOf(['Endpoints'])).toMatchObject({
      records: ['Endpoints', 'Service'],
      pods: true,
      proxies: false,
    });
    expect(sourcesOf(['Service'])).toMatchObject({ records: ['Service'], pods: false, proxies: true });
    expect(sourcesOf(['Pod'])).toMatchObject({ records: ['Pod'], pods: true, proxies: false });
  });
});
