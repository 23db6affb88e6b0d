import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Resource } from '../../src/model/resource.ts';
import { objectPrinterFor } from '../../src/output/printer.ts';
import { startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl, withFolder } from '../support/kubectl.ts';
import { forAll } from '../support/random.ts';
import { drawKey, drawValue, textsToQuote } from './draw-documents.ts';

/** Gives berth and kubectl the same objects to print as YAML and JSON, and compares byte for byte. */

const objectWith = (value: unknown, index: number): Resource => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: `o${index}` },
  value,
});

/** JSON that any parser reads alike: whatever is not plain ASCII is escaped. */
const asciiJson = (object: unknown): string =>
  JSON.stringify(object).replaceAll(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const printByKubectl = (objects: readonly Resource[], format: string): Promise<string> =>
  withFolder(async (folder) => {
    const file = join(folder, 'objects.json');
    writeFileSync(file, objects.map(asciiJson).join('\n'));
    const flags = ['patch', '--local', '-f', file, '-p', '{}', '--type=merge', '-o', format];
    const { stdout, stderr } = await kubectl(flags);
    expect(stderr).toBe('');
    return stdout;
  });

/** kubectl patch makes a new printer for each object, so nothing stands between them. */
const printByBerth = async (objects: readonly Resource[], format: string): Promise<string> => {
  const print = await objectPrinterFor({ output: format }, () => '');
  return objects.map((object) => print?.([object], { now: 0, shape: 'one' })).join('');
};

describe.runIf(hasKubectl).each(['yaml', 'json'])('-o %s', (format) => {
  test(`${textsToQuote.length} texts, as values, keys and items`, async () => {
    const objects = textsToQuote.map((text, index) => objectWith([text, { [text]: text }, [[text]]], index));
    expect(await printByBerth(objects, format)).toBe(await printByKubectl(objects, format));
  });

  test('documents drawn at random', async () => {
    await forAll(5, async (random) => {
      const objects = random.listOf({ min: 40, max: 40 }, (index) => objectWith(drawValue(random, 4), index));
      expect(await printByBerth(objects, format)).toBe(await printByKubectl(objects, format));
    });
  });

  test('maps with many keys, which have an order', async () => {
    await forAll(5, async (random) => {
      const keys = random.listOf({ min: 60, max: 60 }, () => drawKey(random));
      const objects = [objectWith(Object.fromEntries(keys.map((key) => [key, 1])), 0)];
      expect(await printByBerth(objects, format)).toBe(await printByKubectl(objects, format));
    });
  });
});

test.runIf(hasKubectl)('several documents are parted as kubectl parts them', async () => {
  const api = await startApiStandIn();
  await withFolder(async (folder) => {
    const file = join(folder, 'objects.json');
    const objects = ['a', 'b'].map((name) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    }));
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const flags = [
      '--server',
      api.url,
      '--cache-dir',
      folder,
      'create',
      '--dry-run=client',
      '--validate=false',
    ];
    for (const output of ['yaml', 'json', 'name']) {
      const { stdout } = await kubectl([...flags, '-f', file, '-o', output]);
      const print = await objectPrinterFor({ output }, () => '');
      expect(print?.(objects, { now: 0, shape: 'each' })).toBe(stdout);
    }
  });
  await api.close();
});
