import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasKubectl, kubectl } from '../support/kubectl.ts';
import { type PrintedCase, readPrintedCases } from '../support/printed-cases.ts';

/** Holds what is recorded of kubectl's templates to real kubectl. Berth is held to the same records elsewhere. */

const folder = join(import.meta.dirname, '../unit/output/cases');

const printWithKubectl = (format: string, template: string) => {
  const things = join(folder, 'things.json');
  return kubectl([
    'patch',
    '--local',
    '-f',
    things,
    '-p',
    '{}',
    '--type=merge',
    '-o',
    `${format}=${template}`,
  ]);
};

/** What kubectl wraps the words of its libraries in. */
const wrappings = [
  /^error: error executing jsonpath "[^]*?": Error executing template: ([^]*?)\. Printing more [^]*$/,
  /^error: error executing template "(?:[^"\\]|\\.)*": ([^]*)\n$/,
  /^error: error parsing (?:jsonpath|template) ([^]*)\n$/,
];

const reasonOf = (stderr: string, template: string): string => {
  const reason = wrappings.map((pattern) => pattern.exec(stderr)?.[1]).find((text) => text !== undefined);
  const parsed = `${template}, `;
  return reason?.startsWith(parsed) ? reason.slice(parsed.length) : (reason ?? stderr);
};

const outcomeByKubectl = async (format: string, template: string): Promise<PrintedCase> => {
  const { code, stdout, stderr } = await printWithKubectl(format, template);
  return code === 0 ? { template, prints: stdout } : { template, fails: reasonOf(stderr, template) };
};

/** Side by side, as many as there are processors to run them. */
const LANES = 2;

const inLanes = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
};

/** Stands between templates that are run as one, which saves a process for each. */
const SEPARATOR = '\u0001';

/** Whether a template means the same with others before and after it. */
const standsAlone = (template: string): boolean => {
  const opened = template.match(/\{range/g)?.length ?? 0;
  const closed = template.match(/\{end/g)?.length ?? 0;
  return (
    !/\{\{-? ?(?:define|block|template)/.test(template) && (template.includes('{{') || opened === closed)
  );
};

describe.runIf(hasKubectl).each([
  ['jsonpath', 'jsonpath.txt'],
  ['go-template', 'go-template.txt'],
])('%s', (format, file) => {
  const cases = readPrintedCases(join(folder, file));
  const together = cases.filter(({ prints, template }) => prints !== undefined && standsAlone(template));
  const apart = cases.filter((each) => !together.includes(each));

  test(`${together.length} templates print what is recorded`, async () => {
    const joined = together.map(({ template }) => template).join(SEPARATOR);
    const { stdout, stderr } = await printWithKubectl(format, joined);
    expect(stderr).toBe('');
    const printed = stdout.split(SEPARATOR);
    expect(together.map(({ template }, index) => ({ template, prints: printed[index] }))).toEqual(together);
  });

  test(`${apart.length} templates fail as is recorded, or need a run of their own`, async () => {
    expect(await inLanes(apart, ({ template }) => outcomeByKubectl(format, template))).toEqual(apart);
  });
});
