import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from './model/holder.ts';

/** Commands as processes: whether one has died can be told where its process number means the same. */

const readOrEmpty = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return '';
  }
};

/** This run of this machine, and of its processes those that are seen from here: a container sees its own. */
const place = (): string => {
  const boot = readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = readOrEmpty(() => readlinkSync('/proc/self/ns/pid'));
  return boot === '' || namespace === '' ? hostname() : `${boot}/${namespace}`;
};

/** Tells a process from a later one of the same number. Empty where the system does not say. */
const startOf = (pid: number): string => {
  const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name of the program stands in parentheses, and may hold any sign.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};

/** `UUID PLACE PID START` */
export const holderName = (pid: number): string => `${randomUUID()} ${place()} ${pid} ${startOf(pid)}`;

export const isGone = (name: string): boolean => {
  const [, where, pid = '', start = ''] = name.split(' ');
  if (where !== place() || !/^\d+$/.test(pid)) return false;
  if (!isAlive(Number(pid))) return true;
  const present = startOf(Number(pid));
  return start !== '' && present !== '' && start !== present;
};

export const processHolder = (): Holder => ({ name: holderName(process.pid), isGone });
