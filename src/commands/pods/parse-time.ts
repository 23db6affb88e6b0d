import { CliError } from '../../model/cli-error.ts';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/** `2024-08-30T06:00:00Z`, in milliseconds since 1970. */
export const parseTime = (text: string): number => {
  const time = RFC3339.test(text) ? Date.parse(text.replace(',', '.')) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new CliError(
      'usage',
      `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
    );
  }
  return time;
};
