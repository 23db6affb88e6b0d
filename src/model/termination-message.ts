import type { Container } from './workload.ts';

/** What a container says of its own end, in a file that nobody reads before. */

/** Where it is written unless the manifest says otherwise. */
const DEFAULT_PATH = '/dev/termination-log';

export const messagePath = ({ terminationMessagePath = '' }: Container): string =>
  terminationMessagePath === '' ? DEFAULT_PATH : terminationMessagePath;

/**
 * Whether a container has anything to do with that file, as far as its manifest tells: another place is named, or what
 * it runs names the usual one. The file costs a volume, which every pod would have to pay for.
 */
export const writesMessage = (container: Container): boolean => {
  const path = messagePath(container);
  if (path !== DEFAULT_PATH) return true;
  const { command = [], args = [], env = [] } = container;
  return [...command, ...args, ...env.map(({ value = '' }) => value)].some((word) => word.includes(path));
};

export const fallsBackToLogs = ({ terminationMessagePolicy }: Container): boolean =>
  terminationMessagePolicy === 'FallbackToLogsOnError';
