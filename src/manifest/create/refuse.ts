import { CliError } from '../../model/cli-error.ts';

/** Why no object can be made of what a command line says, in kubectl's words. */
export const refuse = (message: string): CliError => new CliError('usage', message);
