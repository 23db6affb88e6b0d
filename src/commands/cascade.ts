import { CliError } from '../model/cli-error.ts';

const STRATEGIES: readonly string[] = ['background', 'foreground', 'orphan'];

/** What became of the boolean that --cascade once was. */
const OF_BOOLEANS: Readonly<Record<string, string>> = { true: 'background', false: 'orphan' };

/** Checks --cascade. With their workload pods always go. */
export const checkCascade = (cascade: string, warn: (text: string) => void): void => {
  const strategy = OF_BOOLEANS[cascade];
  if (strategy !== undefined) {
    warn(
      `warning: --cascade=${cascade} is deprecated (boolean value) and can be replaced with --cascade=${strategy}.\n`,
    );
  }
  const wanted = strategy ?? cascade;
  if (!STRATEGIES.includes(wanted)) {
    throw new CliError(
      'usage',
      `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
    );
  }
  if (wanted === 'orphan') {
    throw new CliError('notSupported', 'berth cannot orphan pods: they go with their workload');
  }
};
