import type { Holder } from '../model/holder.ts';
import type { ObjectRef } from '../model/resource.ts';
import type { Runtime, RuntimeRecord } from '../runtime/driver.ts';
import { newestVersions } from './store.ts';

/**
 * One command drives a workload at a time. A lease is a record of its own, so that renewing it leaves the
 * workload's record alone. It lapses by itself when its holder dies: at once where that can be known, else with time.
 */
export const LEASE = 'Lease';

/** Long enough to live through a stalled engine, short enough to wait for after a crash. */
const LIFETIME_MS = 15_000;
const RENEW_BEFORE_MS = 10_000;
/** A version goes only when nobody can still be about to write its successor. */
export const KEEP_LEASES_MS = 60_000;

interface LeaseBody {
  holder: string;
  expiresAt: number;
}

/** `default/deployment.web`: readable in the names of records, too. */
const leaseKey = ({ kind, namespace, name }: ObjectRef): string =>
  `${namespace}/${kind.toLowerCase()}.${name}`;

const decodeLease = (record: RuntimeRecord): LeaseBody => JSON.parse(record.body);

export interface Leases {
  /**
   * Those of `wanted` that this holder may drive now; takes and renews leases as needed. `records` are those of
   * the last look at the runtime.
   */
  hold(wanted: readonly ObjectRef[], records: readonly RuntimeRecord[], now: number): Promise<ObjectRef[]>;
  release(now: number): Promise<void>;
}

interface Held {
  ref: ObjectRef;
  version: number;
  expiresAt: number;
}

export const createLeases = (runtime: Runtime, holder: Holder): Leases => {
  const held = new Map<string, Held>();
  let written: { key: string; version: number; at: number }[] = [];

  const isHeldByAnother = ({ holder: name, expiresAt }: LeaseBody, now: number): boolean =>
    name !== '' && name !== holder.name && expiresAt > now && !holder.isGone(name);

  const write = async (ref: ObjectRef, version: number, body: LeaseBody, now: number): Promise<boolean> => {
    const key = leaseKey(ref);
    const created = await runtime.createRecord({ kind: LEASE, key, version, body: JSON.stringify(body) });
    if (!created) return false;
    held.set(key, { ref, version, expiresAt: body.expiresAt });
    const spent = written.filter(({ at }) => now - at > KEEP_LEASES_MS);
    written = [...written.filter(({ at }) => now - at <= KEEP_LEASES_MS), { key, version, at: now }];
    await Promise.all(spent.map((record) => runtime.removeRecord({ kind: LEASE, ...record })));
    return true;
  };

  const take = async (ref: ObjectRef, current: RuntimeRecord | undefined, now: number): Promise<boolean> => {
    const mine = held.get(leaseKey(ref));
    const isNewest = mine !== undefined && mine.version >= (current?.version ?? 0);
    if (isNewest && mine.expiresAt - now > RENEW_BEFORE_MS) return true;
    const body = current === undefined ? undefined : decodeLease(current);
    if (body !== undefined && isHeldByAnother(body, now)) {
      held.delete(leaseKey(ref));
      return false;
    }
    const version = Math.max(current?.version ?? 0, mine?.version ?? 0) + 1;
    return write(ref, version, { holder: holder.name, expiresAt: now + LIFETIME_MS }, now);
  };

  return {
    hold: async (wanted, records, now) => {
      const leases = records.filter((record) => record.kind === LEASE);
      const current = new Map(newestVersions(leases).map((record) => [record.key, record]));
      const taken = await Promise.all(wanted.map((ref) => take(ref, current.get(leaseKey(ref)), now)));
      return wanted.filter((_, index) => taken[index]);
    },
    release: async (now) => {
      const toRelease = [...held.values()];
      await Promise.all(
        toRelease.map(({ ref, version }) => write(ref, version + 1, { holder: '', expiresAt: now }, now)),
      );
      held.clear();
    },
  };
};
