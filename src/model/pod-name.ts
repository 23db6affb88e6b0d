import { shortHash } from './hash.ts';
import { refKey } from './resource.ts';
import type { ObjectRef } from './resource.ts';

/** A pod's name is its hostname too, and a hostname has 63 characters at most. */
const MAX_LENGTH = 63;
const SUFFIX_LENGTH = 5;

/**
 * `web-b7f9d5c4x8-k2x9p`. The moment is part of what the suffix is made from, so that a name that turned out to be
 * held by someone else's container is not tried for ever.
 */
export const podName = (
  workload: ObjectRef,
  hash: string,
  now: number,
  ordinal: number,
  isTaken: (name: string) => boolean,
): string => {
  // Kubernetes cuts the base in the same way, hash and all, and adds the suffix without a dash.
  const base = `${workload.name}-${hash}-`.slice(0, MAX_LENGTH - SUFFIX_LENGTH);
  for (let attempt = 0; ; attempt++) {
    const name = base + shortHash(`${refKey(workload)} ${hash} ${now} ${ordinal} ${attempt}`, SUFFIX_LENGTH);
    if (!isTaken(name)) return name;
  }
};
