import { describe, expect, it } from 'vitest';
import { checkCronSchedule } from '../../../src/model/cron.ts';

describe('schedules of CronJobs', () => {
  it.each([
    '* * * * *',
    '*/5 * * * *',
    '0 0 1 1 0',
    '59 23 31 12 6',
    '0-30/10 8-18 * * mon-fri',
    '0,15,30,45 * ? JAN,jul SUN',
    '  0  0 * * * ',
    '@hourly',
    '@every 1h30m',
    '@yearly',
  ])('%j is one', (text) => {
    expect(checkCronSchedule(text)).toBeUndefined();
  });

  it.each([
    ['', 'expected 5 fields (minute, hour, day of month, month, day of week), found 0'],
    ['* * * *', 'expected 5 fields (minute, hour, day of month, month, day of week), found 4'],
    ['* * * * * *', 'expected 5 fields (minute, hour, day of month, month, day of week), found 6'],
    ['60 * * * *', '"60" is outside of 0 to 59 (minute)'],
    ['* 24 * * *', '"24" is outside of 0 to 23 (hour)'],
    ['* * 0 * *', '"0" is outside of 1 to 31 (day of month)'],
    ['* * * 13 *', '"13" is outside of 1 to 12 (month)'],
    ['* * * * 7', '"7" is outside of 0 to 6 (day of week)'],
    ['5-1 * * * *', '"5-1" begins after its end'],
    ['*/0 * * * *', 'the step in "*/0" must be a positive number'],
    ['1/2/3 * * * *', 'too many slashes in "1/2/3"'],
    ['1-2-3 * * * *', 'too many hyphens in "1-2-3"'],
    ['a * * * *', '"a" is not a number'],
    ['@never', 'unknown descriptor "@never"'],
    ['@every day', 'unknown descriptor "@every day"'],
    ['TZ=UTC * * * * *', 'a time zone stands in spec.timeZone, not in the schedule'],
  ])('%j is none: %s', (text, fault) => {
    expect(checkCronSchedule(text)).toBe(fault);
  });
});
