import { CliError } from '../../model/cli-error.ts';

/** What cannot be done to an object, in kubectl's words. */
export const editError = (message: string): CliError => new CliError('invalidEdit', message);

/** Several errors in one, a line for each. */
export const editErrors = (messages: readonly string[]): CliError =>
  messages.length === 1 ? editError(messages.join('')) : new CliError('refused', messages.join('\n'));
