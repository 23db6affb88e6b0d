/** What the engine says of a container in words, in the one call that lists them all: `Up 5 minutes (healthy)`. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = {
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

export interface TimeSpan {
  earliest: number;
  latest: number;
}

/** What the words can mean: the engine cuts seconds and minutes off, and rounds from hours on. */
const durations = (text: string): { least: number; most: number } | undefined => {
  if (text.startsWith('Less than a second')) return { least: 0, most: SECOND };
  const [, amount = '', unit = ''] = /^(\d+|About an?) ([a-z]+?)s?(?: |$)/.exec(text) ?? [];
  const size = UNITS[unit];
  if (size === undefined) return undefined;
  const rounding = size < HOUR ? 0 : HOUR / 2;
  if (amount.startsWith('About')) return { least: size, most: 2 * size - rounding };
  const count = Number(amount);
  return { least: count * size - rounding, most: (count + 1) * size - rounding };
};

/** When the present run began. */
export const runBegan = (status: string, now: number): TimeSpan | undefined => {
  const [, text] = /^Up (.+)$/.exec(status) ?? [];
  const duration = text === undefined ? undefined : durations(text);
  return duration && { earliest: now - duration.most, latest: now - duration.least };
};

export const exitCode = (status: string): number | undefined => {
  const [, code] = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status) ?? [];
  return code === undefined ? undefined : Number(code);
};

/** True also where there is no health check to fail. */
export const isHealthy = (status: string): boolean => !/\((?:unhealthy|health: starting)\)/.test(status);
