import type { LogLine, LogOptions } from '../driver.ts';
import type { WrittenLine } from './image-behaviour.ts';

/** What a simulated pod has written. */

export interface LoggedLine extends WrittenLine {
  /** Counts the lines of the pod from 1. */
  readonly serial: number;
  readonly at: number;
}

const LINES_KEPT = 1_000;

export const withLines = (
  written: readonly LoggedLine[],
  lines: readonly WrittenLine[],
  at: number,
): readonly LoggedLine[] => {
  const last = written.at(-1)?.serial ?? 0;
  const added = lines.map((line, index) => ({ ...line, serial: last + 1 + index, at }));
  return [...written, ...added].slice(-LINES_KEPT);
};

interface Writer {
  readonly written: readonly LoggedLine[];
  readonly startedAt?: number;
  readonly state: string;
}

/** All that a run writes, it writes as it begins. */
const linesOfRun = (
  { written, startedAt = 0, state }: Writer,
  run: LogOptions['run'],
): readonly LoggedLine[] => {
  if (run === undefined) return written;
  if (run === 'present' || state === 'restarting') return written.filter(({ at }) => at >= startedAt);
  const earlier = written.filter(({ at }) => at < startedAt);
  const began = earlier.at(-1)?.at ?? 0;
  return earlier.filter(({ at }) => at >= began);
};

export const selectLines = (pod: Writer, { run, since = 0, tail }: LogOptions): readonly LoggedLine[] => {
  const lines = linesOfRun(pod, run);
  const latest = tail === undefined ? lines : lines.slice(Math.max(0, lines.length - tail));
  return latest.filter(({ at }) => at >= since);
};

export const logLine = ({ stream, line, at }: LoggedLine): LogLine => ({
  stream,
  at: new Date(at).toISOString().replace('Z', '000000Z'),
  bytes: new TextEncoder().encode(`${line}\n`),
});
