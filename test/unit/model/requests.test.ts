import { describe, expect, test } from 'vitest';
import { requestsOf, withAllRequests } from '../../../src/model/requests.ts';
import type { Container, PodSpec, ResourceRequirements } from '../../../src/model/workload.ts';

const container = (resources: ResourceRequirements, more: Partial<Container> = {}): Container => ({
  name: 'main',
  image: 'web:1',
  resources,
  ...more,
});

const cpu = (amount: string | number): ResourceRequirements => ({ requests: { cpu: amount } });

const MIB = 2 ** 20;

describe('what a pod requests', () => {
  test.each<[string, PodSpec, { cpu: number; memory: number }]>([
    ['nothing', { containers: [container({})] }, { cpu: 0, memory: 0 }],
    [
      'as much as its container',
      { containers: [container({ requests: { cpu: '250m', memory: '64Mi' } })] },
      { cpu: 250, memory: 64 * MIB },
    ],
    [
      'its limit where it names no request',
      { containers: [container({ limits: { cpu: 1.5, memory: '1Gi' }, requests: { memory: '64Mi' } })] },
      { cpu: 1_500, memory: 64 * MIB },
    ],
    ['what is begun as whole', { containers: [container(cpu('100u'))] }, { cpu: 1, memory: 0 }],
    [
      'all its containers together',
      { containers: [container(cpu('1')), container(cpu('500m'))] },
      { cpu: 1_500, memory: 0 },
    ],
    [
      'what its greediest init container needs, where that is more',
      {
        initContainers: [container(cpu(2)), container(cpu(3))],
        containers: [container(cpu(1)), container(cpu(1))],
      },
      { cpu: 3_000, memory: 0 },
    ],
    [
      'sidecars beside all that starts after them',
      {
        initContainers: [
          container(cpu(3)),
          container(cpu(1), { restartPolicy: 'Always' }),
          container(cpu(3)),
        ],
        containers: [container(cpu(1))],
      },
      { cpu: 4_000, memory: 0 },
    ],
  ])('%s', (_, spec, expected) => {
    expect(requestsOf(spec)).toEqual(expected);
  });
});

test('a limit stands for a request that nobody made, in what is shown', () => {
  const shown = withAllRequests({
    initContainers: [container({ limits: { cpu: 1 } })],
    containers: [container({ limits: { cpu: 2, memory: '1Gi' }, requests: { cpu: 1 } }), container({})],
  });
  const all = [...(shown.initContainers ?? []), ...shown.containers];
  expect(all.map(({ resources }) => resources?.requests)).toEqual([
    { cpu: 1 },
    { cpu: 1, memory: '1Gi' },
    undefined,
  ]);
});
