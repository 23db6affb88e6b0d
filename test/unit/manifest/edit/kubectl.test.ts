import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isList, isObject } from '../../../../src/manifest/merge/json.ts';
import { hasKubectl, kubectl, withFolder } from '../../../support/kubectl.ts';
import { EDIT_CASES, type EditCase } from './edit-cases.ts';

/** kubectl's `set` prints fields that its types always have, so what is null or empty does not count. */
const withoutEmptyFields = (value: unknown): unknown => {
  if (isList(value)) return value.map(withoutEmptyFields);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withoutEmptyFields(field)] as const);
  return Object.fromEntries(
    fields.filter(
      ([, field]) => field !== null && field !== '' && !(isObject(field) && Object.keys(field).length === 0),
    ),
  );
};

/** Of several errors kubectl prints any first. */
const linesOf = (text: string): string[] => text.split('\n').sort();

const byBerth = ({ object, edit }: EditCase): unknown => {
  try {
    return withoutEmptyFields(edit(object));
  } catch (error) {
    return error instanceof Error ? linesOf(error.message) : error;
  }
};

/** Where nothing changes, `set` prints nothing. */
const byKubectl = ({ line, object }: EditCase): Promise<unknown> =>
  withFolder(async (folder) => {
    const file = join(folder, 'object.json');
    writeFileSync(file, JSON.stringify(object));
    const { stdout, stderr } = await kubectl([...line.split(' '), '--local', '-f', file, '-o', 'json']);
    if (stderr !== '') return linesOf(stderr.trim().replace(/^error: ([a-z.]+\/web\n )?/, ''));
    return withoutEmptyFields(stdout === '' ? object : JSON.parse(stdout));
  });

describe.runIf(hasKubectl)('berth edits objects as kubectl does', () => {
  it.each(EDIT_CASES)('$line', async (edit) => {
    expect(byBerth(edit)).toEqual(await byKubectl(edit));
  });
});
