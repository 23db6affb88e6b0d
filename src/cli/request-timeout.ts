import { CliError } from '../model/cli-error.ts';
import { parseDuration } from './flag-values.ts';

/** --request-timeout in milliseconds: a number of seconds, or one with its unit. */
export const parseRequestTimeout = (text: string): number => {
  try {
    return /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  } catch (error) {
    throw new CliError(
      'usage',
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
      { cause: error },
    );
  }
};
