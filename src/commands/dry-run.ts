import { CliError } from '../model/cli-error.ts';

export type DryRun = 'none' | 'client' | 'server';

/** The strategy that --dry-run names, in kubectl's words and with its old spellings. */
export const dryRunOf = (value: string, warn: (text: string) => void): DryRun => {
  switch (value) {
    case 'none':
    case 'client':
    case 'server':
      return value;
    case 'unchanged':
      warn('Warning: --dry-run is deprecated and can be replaced with --dry-run=client.\n');
      return 'client';
    case 'true':
    case 'false': {
      const mode = value === 'true' ? 'client' : 'none';
      warn(
        `Warning: --dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${mode}.\n`,
      );
      return mode;
    }
    default:
      throw new CliError('usage', `Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
};

/** What follows a result that was not really brought about. */
export const dryRunSuffix = (mode: DryRun): string =>
  mode === 'none' ? '' : mode === 'client' ? ' (dry run)' : ' (server dry run)';
