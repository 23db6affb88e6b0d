const pad = (value: number): string => String(value).padStart(2, '0');

const offsetText = (time: Date): string => {
  const offset = -time.getTimezoneOffset();
  const hours = Math.trunc(Math.abs(offset) / 60);
  return `${offset < 0 ? '-' : '+'}${pad(hours)}${pad(Math.abs(offset) % 60)}`;
};

/** What Go prints of a time that was never set. */
const NO_TIME = 'Mon, 01 Jan 0001 00:00:00 +0000';

/** A Kubernetes timestamp in the local time zone, as mails have it: `Sat, 10 Jan 2026 01:00:00 +0100`. */
export const mailTime = (timestamp: string | null | undefined): string => {
  const time = new Date(timestamp ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return NO_TIME;
  const [weekday, month, day, year, clock] = time.toString().split(' ');
  return `${weekday}, ${day} ${month} ${year} ${clock} ${offsetText(time)}`;
};

/** As Go prints a time by itself: `2026-01-10 01:00:00 +0100 CET`. */
export const goTime = (timestamp: string | null | undefined): string => {
  const time = new Date(timestamp ?? Number.NaN);
  if (Number.isNaN(time.getTime())) return '0001-01-01 00:00:00 +0000 UTC';
  const day = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  const clock = `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}`;
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName');
  return `${day} ${clock} ${offsetText(time)} ${zone?.value ?? 'UTC'}`;
};
