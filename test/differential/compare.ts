import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, type KubectlResult } from '../support/kubectl.ts';
import { openSession, splitWords } from '../support/session.ts';
import { type MeantDifferenceName, meantDifferences } from './meant-differences.ts';

/** Command lines that berth and real kubectl must answer alike, byte for byte. */

export interface Comparison {
  /** What follows the name of the program. */
  readonly line: string;
  readonly stdin?: string;
  readonly meant?: MeantDifferenceName;
}

/** How many kubectl run side by side. */
const CONCURRENCY = 4;

const ask = async (comparisons: readonly Comparison[], folder: string): Promise<KubectlResult[]> => {
  const answers: KubectlResult[] = [];
  const waiting = [...comparisons.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { line, stdin = '' }] = next;
      answers[index] = await kubectl(splitWords(line), { cwd: folder, stdin });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return answers;
};

/** The answer that berth should give where kubectl gave this one. */
export const inBerth = (answer: KubectlResult, meant: MeantDifferenceName | undefined): KubectlResult => {
  const renamed = (text: string): string => text.replaceAll(/\bkubectl\b(?!\.)/g, 'berth');
  const same = { code: answer.code, stdout: renamed(answer.stdout), stderr: renamed(answer.stderr) };
  return meant === undefined ? same : meantDifferences[meant].inBerth(same);
};

/** Of several errors kubectl prints any first. */
export const settled = ({ code, stdout, stderr }: KubectlResult) => ({
  code,
  stdout,
  stderr: stderr.split('\n').sort(),
});

let compared = 0;

/** How many command lines are compared. */
export const comparedLines = (): number => compared;

export const compareWithKubectl = (
  title: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  comparisons: readonly Comparison[],
): void => {
  compared += comparisons.length;
  describe(`what kubectl answers to ${title}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-differential-'));
    let answers: readonly KubectlResult[] = [];

    beforeAll(async () => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      answers = await ask(comparisons, folder);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([...comparisons.entries()].map(([index, comparison]) => ({ ...comparison, index })))(
      '$line',
      async ({ line, stdin, meant, index }) => {
        const session = openSession();
        session.write(files);
        const { code, stdout, stderr } = await session.berth(line, stdin === undefined ? {} : { stdin });
        const answer = answers[index];
        if (answer === undefined) throw new Error('kubectl gave no answer');
        expect(settled({ code, stdout, stderr })).toEqual(settled(inBerth(answer, meant)));
      },
    );
  });
};

/** One line each; lines that `#` begins are comments. */
export const lines = (text: string, meant?: MeantDifferenceName): readonly Comparison[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (meant === undefined ? { line } : { line, meant }));
