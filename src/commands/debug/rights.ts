import { CliError } from '../../model/cli-error.ts';
import type { DebugRights } from '../../runtime/driver.ts';

const NONE: DebugRights = { add: [], drop: [], privileged: false };

/** kubectl's profiles, by what each lets a debugging container do. */
const profiles: Readonly<Record<string, DebugRights>> = {
  legacy: NONE,
  general: { ...NONE, add: ['SYS_PTRACE'] },
  baseline: NONE,
  netadmin: { ...NONE, add: ['NET_ADMIN', 'NET_RAW'] },
  restricted: { ...NONE, drop: ['ALL'] },
  sysadmin: { ...NONE, privileged: true },
};

export const debugRights = (profile: string): DebugRights => {
  const rights = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  if (rights === undefined) throw new CliError('usage', `unknown profile: ${profile}`);
  return rights;
};
