import { CliError } from '../model/cli-error.ts';
import type { Invocation } from './command-spec.ts';

/** A call that makes no sense: the arguments, not the flags. */
export const usageError = ({ commandPath }: Pick<Invocation, 'commandPath'>, message: string): CliError =>
  new CliError('usage', message, { hint: `See '${commandPath} -h' for help and examples` });
