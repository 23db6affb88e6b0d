import { RuntimeError } from '../driver.ts';

/** Docker 20.10. */
const OLDEST = 41;
/** The newest that berth was tried with, so that no later change of meaning can surprise it. */
const NEWEST = 50;

/** The version of the API to speak, from the newest that the engine at `address` offers. */
export const chooseApiVersion = (offered: string | undefined, address: string): string => {
  const [, minor = '0'] = /^1\.(\d+)$/.exec(offered ?? '') ?? [];
  if (Number(minor) < OLDEST) {
    throw new RuntimeError(
      'failed',
      `the engine at ${address} is too old: berth needs Docker 20.10 (API 1.${OLDEST}) or newer, it has API ${offered ?? 'none'}`,
    );
  }
  return `v1.${Math.min(Number(minor), NEWEST)}`;
};
