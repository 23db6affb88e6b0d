import type { DiffFile } from './diff.ts';
import { diffLines, type LineChange } from './line-diff.ts';

const CONTEXT = 3;

/** The files that differ, as `diff -u -N LIVE MERGED` shows them; empty where none does. */
export const unifiedDiff = (files: readonly DiffFile[]): string =>
  files
    .filter(({ live, merged }) => live !== merged)
    .map(fileDiff)
    .join('');

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

const fileDiff = ({ name, live, merged }: DiffFile): string => {
  const [before, after] = [`LIVE/${name}`, `MERGED/${name}`];
  const [a, b] = [linesOf(live), linesOf(merged)];
  const hunks = hunksOf(diffLines(a, b)).map((changes) => hunkText(changes, a, b));
  return [`diff -u -N ${before} ${after}`, `--- ${before}`, `+++ ${after}`, ...hunks.flat(), ''].join('\n');
};

/** Changes whose context would touch stand in one hunk. */
const hunksOf = (changes: readonly LineChange[]): LineChange[][] => {
  const hunks: LineChange[][] = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const previous = hunk?.at(-1);
    if (hunk !== undefined && previous !== undefined && change.aStart - previous.aEnd <= 2 * CONTEXT) {
      hunk.push(change);
    } else {
      hunks.push([change]);
    }
  }
  return hunks;
};

const hunkText = (changes: readonly LineChange[], a: readonly string[], b: readonly string[]): string[] => {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return [];
  const leading = Math.min(CONTEXT, first.aStart);
  const trailing = Math.min(CONTEXT, a.length - last.aEnd);
  const lines: string[] = [];
  let at = first.aStart - leading;
  for (const change of changes) {
    lines.push(...a.slice(at, change.aStart).map((line) => ` ${line}`));
    lines.push(...a.slice(change.aStart, change.aEnd).map((line) => `-${line}`));
    lines.push(...b.slice(change.bStart, change.bEnd).map((line) => `+${line}`));
    at = change.aEnd;
  }
  lines.push(...a.slice(at, at + trailing).map((line) => ` ${line}`));
  const aRange = range(first.aStart - leading, last.aEnd + trailing);
  const bRange = range(first.bStart - leading, last.bEnd + trailing);
  return [`@@ -${aRange} +${bRange} @@`, ...lines];
};

/** Lines count from 1, except that nothing stands behind the line before it. */
const range = (start: number, end: number): string => {
  const length = end - start;
  const line = length === 0 ? start : start + 1;
  return length === 1 ? `${line}` : `${line},${length}`;
};
