import { readFileSync } from 'node:fs';

/** What a template makes of some object: the text that it prints, or why it fails. */
export interface PrintedCase {
  template: string;
  prints?: string;
  fails?: string;
}

/**
 * Reads a file of templates, each followed by what real kubectl made of it: lines that start with `  |` are what
 * it prints, those with `  !` how it fails. `⏎` in a template is a line feed.
 */
export const readPrintedCases = (path: string): PrintedCase[] => {
  const cases: PrintedCase[] = [];
  for (const line of readFileSync(path, 'utf8').replace(/\n+$/, '').split('\n')) {
    const [, mark, text = ''] = /^ {2}([|!])(.*)$/.exec(line) ?? [];
    const last = cases.at(-1);
    if (line === '') continue;
    if (mark === undefined) cases.push({ template: line.replaceAll('⏎', '\n') });
    else if (last !== undefined) {
      const field = mark === '|' ? 'prints' : 'fails';
      last[field] = last[field] === undefined ? text : `${last[field]}\n${text}`;
    }
  }
  return cases;
};

/** What `print` makes of the template of a case, in the form of a case. */
export const outcomeOf = (template: string, print: (template: string) => string): PrintedCase => {
  try {
    return { template, prints: print(template) };
  } catch (error) {
    return { template, fails: error instanceof Error ? error.message : String(error) };
  }
};
