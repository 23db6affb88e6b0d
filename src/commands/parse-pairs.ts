import { CliError } from '../model/cli-error.ts';

/** `a=b,c=d`, as flags that set labels take it; undefined where nothing is given. */
export const parsePairs = (text: string): Record<string, string> | undefined => {
  if (text === '') return undefined;
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [key = '', value, ...more] = pair.split('=');
      if (value === undefined || more.length > 0) {
        throw new CliError('usage', `unexpected label spec: ${pair}`);
      }
      return [key, value];
    }),
  );
};
