/** Schedules of CronJobs: five fields, or a word such as `@daily`, as Kubernetes reads them. */

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const fields: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const every = /^@every (?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/;

const numberIn = (field: CronField, text: string): number | undefined => {
  const index = field.names?.indexOf(text.toLowerCase()) ?? -1;
  if (index >= 0) return index + field.min;
  return /^\d+$/.test(text) ? Number(text) : undefined;
};

/** One part of a field: `*`, `5`, `1-5`, each with an optional step: `1-30/5`. */
const checkPart = (field: CronField, part: string): string | undefined => {
  const [range = '', step, ...more] = part.split('/');
  const shown = JSON.stringify(part);
  if (more.length > 0) return `too many slashes in ${shown}`;
  if (step !== undefined && (!/^\d+$/.test(step) || Number(step) === 0)) {
    return `the step in ${shown} must be a positive number`;
  }
  if (range === '*' || range === '?') return undefined;
  const [from = '', to, ...rest] = range.split('-');
  if (rest.length > 0) return `too many hyphens in ${shown}`;
  const low = numberIn(field, from);
  const high = to === undefined ? low : numberIn(field, to);
  if (low === undefined || high === undefined) return `${shown} is not a number`;
  if (low < field.min || high > field.max) {
    return `${shown} is outside of ${field.min} to ${field.max} (${field.name})`;
  }
  return low > high ? `${shown} begins after its end` : undefined;
};

/** What is wrong with a schedule, or nothing. */
export const checkCronSchedule = (text: string): string | undefined => {
  if (/^\s*(?:CRON_)?TZ=/.test(text)) return 'a time zone stands in spec.timeZone, not in the schedule';
  if (text.startsWith('@')) {
    return descriptors.includes(text) || every.test(text)
      ? undefined
      : `unknown descriptor ${JSON.stringify(text)}`;
  }
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return `expected 5 fields (minute, hour, day of month, month, day of week), found ${text.trim() === '' ? 0 : parts.length}`;
  }
  for (const [index, field] of fields.entries()) {
    for (const part of (parts[index] ?? '').split(',')) {
      const fault = checkPart(field, part);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
};
