import { describe, expect, test } from 'vitest';
import { nodeUsageTable, podUsageTable } from '../../../src/output/usage-table.ts';

const MIB = 2 ** 20;

const pods = [
  { namespace: 'b', name: 'web-2', containers: [{ name: 'main', cpu: 0.0011, memory: 3.9 * MIB }] },
  {
    namespace: 'a',
    name: 'web-1',
    containers: [
      { name: 'main', cpu: 0.002, memory: MIB },
      { name: 'side', cpu: 1.5, memory: 2_000 * MIB },
    ],
  },
];

const plain = { headers: true, withNamespace: false, withContainers: false, sortBy: '', sum: false } as const;

describe('the table of top pod, as kubectl prints it', () => {
  test('has millicores rounded up, and mebibytes rounded down', () => {
    expect(podUsageTable(pods, plain)).toBe(
      [
        'NAME    CPU(cores)   MEMORY(bytes)   ',
        'web-1   1502m        2001Mi          ',
        'web-2   2m           3Mi             ',
        '',
      ].join('\n'),
    );
  });

  test('shows namespaces, containers and sums', () => {
    const all = { ...plain, withNamespace: true, withContainers: true, sum: true };
    expect(podUsageTable(pods, all)).toBe(
      [
        'NAMESPACE   POD     NAME   CPU(cores)   MEMORY(bytes)   ',
        'a           web-1   main   2m           1Mi             ',
        'a           web-1   side   1500m        2000Mi          ',
        'b           web-2   main   2m           3Mi             ',
        '                           ________     ________        ',
        '                           1504m        2004Mi          ',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['cpu', ['web-1', 'web-2']],
    ['memory', ['web-1', 'web-2']],
  ] as const)('sorts by %s, the largest first', (sortBy, names) => {
    const shown = podUsageTable(pods.toReversed(), { ...plain, headers: false, sortBy });
    expect(shown.split('\n').map((line) => line.split(' ')[0])).toEqual([...names, '']);
  });

  test('sorts containers too', () => {
    const options = { ...plain, headers: false, withContainers: true, sortBy: 'cpu' } as const;
    expect(podUsageTable(pods.slice(1), options).split('\n')[0]).toMatch(/^web-1 +side/);
  });
});

describe('the table of top node, as kubectl prints it', () => {
  const capacity = { cpu: 2, memory: 1_000 * MIB };

  test('has percents of what there is, rounded down', () => {
    const used = { cpu: 0.5111, memory: 259 * MIB };
    expect(nodeUsageTable([{ name: 'docker', used, capacity }], true, '')).toBe(
      [
        'NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)   ',
        'docker   512m         25%      259Mi           25%         ',
        '',
      ].join('\n'),
    );
  });

  test('says where nobody can tell', () => {
    expect(nodeUsageTable([{ name: 'docker', used: undefined, capacity }], false, '')).toBe(
      'docker   <unknown>   <unknown>   <unknown>   <unknown>   \n',
    );
  });
});
