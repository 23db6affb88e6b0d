import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../src/output/line-diff.ts';
import { unifiedDiff } from '../../../src/output/unified-diff.ts';
import { forAll, type Random } from '../../support/random.ts';

const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const header = ['diff -u -N LIVE/x MERGED/x', '--- LIVE/x', '+++ MERGED/x'];

const diff = (live: string, merged: string): string => unifiedDiff([{ name: 'x', live, merged }]);

describe('a unified diff', () => {
  it('is empty for files that are the same', () => {
    expect(diff(text('a'), text('a'))).toBe('');
  });

  it('shows three lines around a change', () => {
    const changed = ['1', '2', '3', '4', 'five', '6', '7', '8', '9'];
    expect(diff(text(...numbers(1, 9)), text(...changed))).toBe(
      text(...header, '@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8'),
    );
  });

  it('puts changes that are near one another into one hunk, and others into another', () => {
    const live = text(...numbers(1, 20));
    const merged = text('new', ...numbers(1, 6), ...numbers(8, 17), 'end', ...numbers(18, 20));
    expect(diff(live, merged)).toBe(
      text(
        ...header,
        '@@ -1,10 +1,10 @@',
        '+new',
        ...numbers(1, 6).map((line) => ` ${line}`),
        '-7',
        ...numbers(8, 10).map((line) => ` ${line}`),
        '@@ -15,6 +15,7 @@',
        ...numbers(15, 17).map((line) => ` ${line}`),
        '+end',
        ...numbers(18, 20).map((line) => ` ${line}`),
      ),
    );
  });

  it('shows a new file and one that goes', () => {
    expect(diff('', text('a', 'b'))).toBe(text(...header, '@@ -0,0 +1,2 @@', '+a', '+b'));
    expect(diff(text('a'), '')).toBe(text(...header, '@@ -1 +0,0 @@', '-a'));
  });

  it('takes the last of several places where lines could have come', () => {
    const item = (name: string): string[] => [`- name: ${name}`, '  image: nginx'];
    expect(diff(text(...item('a'), ...item('c')), text(...item('a'), ...item('b'), ...item('c')))).toBe(
      text(
        ...header,
        '@@ -1,4 +1,6 @@',
        ' - name: a',
        '   image: nginx',
        '+- name: b',
        '+  image: nginx',
        ' - name: c',
        '   image: nginx',
      ),
    );
  });

  it('shows each file that differs', () => {
    const files = ['a', 'b', 'c'].map((name) => ({
      name,
      live: text('1'),
      merged: name === 'b' ? text('1') : '',
    }));
    expect(unifiedDiff(files).match(/^diff .*$/gm)).toEqual([
      'diff -u -N LIVE/a MERGED/a',
      'diff -u -N LIVE/c MERGED/c',
    ]);
  });
});

const drawLines = (random: Random) => {
  const word = (): string => String(random.int(0, 9));
  const a = random.listOf({ min: 0, max: 25 }, word);
  const b = a.flatMap((line) => (random.chance(0.2) ? random.listOf({ min: 0, max: 3 }, word) : [line]));
  return { a, b };
};

/** How many lines two lists have in common at most, in order: the textbook table. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  let row: number[] = b.map(() => 0);
  for (const line of a) {
    const next: number[] = [];
    for (const [index, other] of b.entries()) {
      const diagonal = index === 0 ? 0 : (row[index - 1] ?? 0);
      next.push(line === other ? diagonal + 1 : Math.max(row[index] ?? 0, next.at(-1) ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

describe('whatever the lines', () => {
  it('the changes make the second list out of the first', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { a, b } = drawLines(random);
      const changed = diffLines(a, b).reduceRight(
        (lines, change) =>
          lines.toSpliced(change.aStart, change.aEnd - change.aStart, ...b.slice(change.bStart, change.bEnd)),
        a,
      );
      expect(changed).toEqual(b);
    });
  });

  it('no change is larger than it must be', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { a, b } = drawLines(random);
      const changes = diffLines(a, b);
      const edits = changes.reduce(
        (sum, change) => sum + change.aEnd - change.aStart + change.bEnd - change.bStart,
        0,
      );
      expect(edits).toBe(a.length + b.length - 2 * longestCommon(a, b));
    });
  });

  it('lists with nothing in common are replaced as a whole', () => {
    const [a, b] = ['a', 'b'].map((letter) => numbers(1, 5_000).map((number) => letter + number));
    expect(diffLines(a ?? [], b ?? [])).toEqual([{ aStart: 0, aEnd: 5_000, bStart: 0, bEnd: 5_000 }]);
  });
});
