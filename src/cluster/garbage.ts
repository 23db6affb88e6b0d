import type { ClaimRef } from '../model/claim.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { ObservedProxy } from '../model/proxy.ts';
import { refKey, refOf } from '../model/resource.ts';
import type { RuntimeRecord } from '../runtime/driver.ts';
import { KEEP_LEASES_MS, LEASE } from './lease.ts';
import { KEEP_OCCURRENCES_MS, OCCURRENCES } from './occurrences.ts';
import { decodeBody, newestVersions } from './store.ts';

/**
 * A writer that read version n writes version n + 1. Were n + 1 already written and removed again, that write
 * would succeed and undo a newer one. So a version goes only when no writer can still be that slow.
 */
const KEEP_MS = 10 * 60_000;

interface Snapshot {
  runtimeRecords: readonly RuntimeRecord[];
  pods: readonly ObservedPod[];
  proxies: readonly ObservedProxy[];
  claims?: readonly ClaimRef[];
}

/**
 * The records that nothing needs any more. A tombstone stays while pods of its workload, the proxy of its Service or
 * the volume of its claim are left; a lease that is this old has lapsed.
 */
export const collectableRecords = (
  { runtimeRecords: records, pods, proxies, claims = [] }: Snapshot,
  now: number,
): RuntimeRecord[] => {
  const isOld = ({ kind, createdAt }: RuntimeRecord): boolean =>
    now - createdAt > (kind === LEASE ? KEEP_LEASES_MS : KEEP_MS);
  const isForgotten = (record: RuntimeRecord): boolean =>
    record.kind === OCCURRENCES && now - record.createdAt > KEEP_OCCURRENCES_MS;
  const objectOf = (record: RuntimeRecord): string => `${record.kind} ${record.key}`;
  const newest = new Set(newestVersions(records));
  const earlier = records.filter((record) => !newest.has(record));
  const objectsWithHistory = new Set(earlier.map(objectOf));
  const owners = new Set([
    ...pods.map((pod) => refKey(pod.owner ?? { ...pod, kind: 'Pod' })),
    ...proxies.map(({ service }) => refKey(service)),
    ...claims.map((claim) => refKey({ kind: 'PersistentVolumeClaim', ...claim })),
  ]);

  // The last version of an object goes only after all earlier ones: a lone earlier one would come back to life.
  const isSpentTombstone = (record: RuntimeRecord): boolean => {
    if (objectsWithHistory.has(objectOf(record))) return false;
    if (record.kind === LEASE || isForgotten(record)) return true;
    const { deleted, resource } = decodeBody(record);
    return deleted && !owners.has(refKey(refOf(resource)));
  };
  return [
    ...earlier.filter(isOld),
    ...[...newest].filter((record) => isOld(record) && isSpentTombstone(record)),
  ];
};
