import { expect, test } from 'vitest';
import { usageOf } from '../../../../src/runtime/docker/usage-of.ts';

const MIB = 2 ** 20;

/** What Docker sends, cut short. */
const sample = (stats: object) => ({
  read: '2026-01-02T03:04:06.500000123Z',
  preread: '2026-01-02T03:04:05.500000123Z',
  cpu_stats: { cpu_usage: { total_usage: 5_250_000_000 }, system_cpu_usage: 900_000_000_000, online_cpus: 2 },
  precpu_stats: { cpu_usage: { total_usage: 5_000_000_000 }, system_cpu_usage: 898_000_000_000 },
  memory_stats: { usage: 10 * MIB, stats },
});

test('processor time is counted in cores, and memory without files that can be read again', () => {
  const first = sample({ cache: 5 * MIB, inactive_file: MIB, total_inactive_file: 3 * MIB });
  expect(usageOf(first)).toEqual({ cpu: 0.25, memory: 7 * MIB });
  const second = sample({ file: 5 * MIB, inactive_file: 4 * MIB });
  expect(usageOf(second)).toEqual({ cpu: 0.25, memory: 6 * MIB });
});

test.each([
  ['the first, which has none before it', { preread: '0001-01-01T00:00:00Z' }],
  [
    'that of a container that does not run',
    { read: '0001-01-01T00:00:00Z', preread: '0001-01-01T00:00:00Z' },
  ],
  ['one at the same moment', { preread: '2026-01-02T03:04:06.500000123Z' }],
])('no usage comes of a measurement: %s', (_, times) => {
  expect(usageOf({ ...sample({}), ...times })).toBeUndefined();
});
