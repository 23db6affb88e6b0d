import type { Usage } from '../driver.ts';
import { dig } from './dig.ts';

/** What the engine measured of a container, as cores and bytes. */

const NANOSECONDS_PER_MS = 1_000_000;

/** `2026-01-02T03:04:05.123456789Z`, in nanoseconds since 1970; undefined for the time that the engine takes for none. */
const nanoseconds = (text: unknown): number | undefined => {
  if (typeof text !== 'string' || text.startsWith('0001-')) return undefined;
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const seconds = Date.parse(text.replace(/\.\d+/, ''));
  return seconds * NANOSECONDS_PER_MS + Number(fraction.padEnd(9, '0').slice(0, 9));
};

const numberAt = (stats: unknown, ...path: string[]): number => Number(dig(stats, ...path) ?? 0);

/** Files that were read and can be read again count for nothing, as with the kubelet. */
const workingSet = (stats: unknown): number => {
  const used = numberAt(stats, 'memory_stats', 'usage');
  const inactive =
    // The second version of cgroups has one name for it, the first another one.
    dig(stats, 'memory_stats', 'stats', 'total_inactive_file') ??
    dig(stats, 'memory_stats', 'stats', 'inactive_file');
  return Math.max(0, used - Number(inactive ?? 0));
};

/** Undefined for a measurement without one before it to compare it with. */
export const usageOf = (stats: unknown): Usage | undefined => {
  const [now, before] = [nanoseconds(dig(stats, 'read')), nanoseconds(dig(stats, 'preread'))];
  if (now === undefined || before === undefined || now <= before) return undefined;
  const spent =
    numberAt(stats, 'cpu_stats', 'cpu_usage', 'total_usage') -
    numberAt(stats, 'precpu_stats', 'cpu_usage', 'total_usage');
  return { cpu: Math.max(0, spent / (now - before)), memory: workingSet(stats) };
};
