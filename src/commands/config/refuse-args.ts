import { CliError } from '../../model/cli-error.ts';

export const refuseArgs = (args: readonly string[]): void => {
  if (args.length > 0) throw new CliError('usage', `unexpected args: [${args.join(' ')}]`);
};

export const noContext = (name: string): CliError =>
  new CliError('usage', `no context exists with the name: ${JSON.stringify(name)}`);
