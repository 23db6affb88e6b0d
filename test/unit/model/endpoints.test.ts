import { describe, expect, test } from 'vitest';
import { serviceEndpoints } from '../../../src/model/endpoints.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { Service } from '../../../src/model/service.ts';
import { serviceOf, servingPod } from '../../support/services.ts';

/** `80: 10.0.0.1:8080, 10.0.0.2:8080?` — a question mark for one that is not ready. */
const text = (service: Service, pods: ObservedPod[], stored: Resource[] = []): string[] =>
  serviceEndpoints(service, pods, stored).map(
    ({ port, endpoints }) =>
      `${port.port}: ${endpoints.map((each) => `${each.address}:${each.port}${each.ready ? '' : '?'}`).join(', ')}`,
  );

describe('the endpoints of a Service', () => {
  test('are the pods that it selects, by name', () => {
    const pods = [servingPod('b', 2), servingPod('a', 1), servingPod('c', 3, {}, { labels: { app: 'db' } })];
    expect(text(serviceOf(), pods)).toEqual(['80: 10.0.0.1:8080, 10.0.0.2:8080']);
  });

  test('are of its own namespace', () => {
    expect(text(serviceOf(), [servingPod('a', 1, {}, { namespace: 'other' })])).toEqual(['80: ']);
  });

  test('may be of several workloads', () => {
    const other = { kind: 'Deployment', namespace: 'default', name: 'canary' };
    const pods = [servingPod('a', 1), servingPod('b', 2, {}, { owner: other })];
    expect(text(serviceOf(), pods)).toEqual(['80: 10.0.0.1:8080, 10.0.0.2:8080']);
  });

  test.each<[string, Partial<ObservedPod>]>([
    ['was asked to end', { terminating: true }],
    [
      'has ended for good',
      { state: 'exited', ready: false, spec: { containers: [], restartPolicy: 'OnFailure' } },
    ],
    ['was never started', { state: 'created', ready: false }],
  ])('leave out a pod that %s', (_, pod) => {
    expect(text(serviceOf(), [servingPod('a', 1, {}, pod)])).toEqual(['80: ']);
  });

  test('hold a pod that is not ready as such', () => {
    expect(text(serviceOf(), [servingPod('a', 1, {}, { ready: false })])).toEqual(['80: 10.0.0.1:8080?']);
  });

  test.each(['restarting', 'exited'] as const)('hold a pod that is to run again, and is %s', (state) => {
    const pod = servingPod('a', 1, {}, { state, ready: false });
    expect(text(serviceOf(), [pod])).toEqual(['80: 10.0.0.1:8080?']);
  });

  test('count every pod as ready where unready ones are to be published', () => {
    const service = serviceOf({ publishNotReadyAddresses: true });
    expect(text(service, [servingPod('a', 1, {}, { ready: false })])).toEqual(['80: 10.0.0.1:8080']);
  });

  test('look a port up by name in each pod', () => {
    const service = serviceOf({ ports: [{ port: 80, targetPort: 'http' }] });
    const pods = [
      servingPod('a', 1, { ports: [{ name: 'http', containerPort: 8080 }] }),
      servingPod('b', 2, { ports: [{ name: 'http', containerPort: 3000 }] }),
      servingPod('c', 3, { ports: [{ name: 'metrics', containerPort: 9090 }] }),
    ];
    expect(text(service, pods)).toEqual(['80: 10.0.0.1:8080, 10.0.0.2:3000']);
  });

  test('take the port itself where no target is given, declared by the pod or not', () => {
    expect(text(serviceOf({ ports: [{ port: 6379 }] }), [servingPod('a', 1)])).toEqual([
      '6379: 10.0.0.1:6379',
    ]);
  });

  test('are told for each of several ports', () => {
    const service = serviceOf({
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'admin', port: 81, targetPort: 9000 },
      ],
    });
    expect(text(service, [servingPod('a', 1)])).toEqual(['80: 10.0.0.1:8080', '81: 10.0.0.1:9000']);
  });

  describe('without a selector', () => {
    const bare = serviceOf({ selector: {}, ports: [{ name: 'db', port: 5432 }] });

    test('are none of the pods', () => {
      expect(text(bare, [servingPod('a', 1)])).toEqual(['5432: ']);
    });

    test('are those of the Endpoints of its name', () => {
      const stored = {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'web', namespace: 'default' },
        subsets: [
          { addresses: [{ ip: '192.0.2.1' }, { ip: '192.0.2.1' }], ports: [{ name: 'db', port: 5433 }] },
        ],
      };
      expect(text(bare, [], [stored])).toEqual(['5432: 192.0.2.1:5433']);
      expect(text(bare, [], [{ ...stored, metadata: { name: 'other', namespace: 'default' } }])).toEqual([
        '5432: ',
      ]);
    });

    test('are those of its EndpointSlices', () => {
      const stored = {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'x', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
        endpoints: [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'], conditions: { ready: false } }],
        ports: [{ name: 'db', port: 5433 }],
      };
      expect(text(bare, [], [stored])).toEqual(['5432: 192.0.2.1:5433, 192.0.2.2:5433?']);
    });
  });
});
