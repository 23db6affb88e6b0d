import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldAdditions } from '../../../../src/manifest/schema/additions.ts';
import { scalarChecks } from '../../../../src/manifest/schema/scalars.ts';
import { fieldsOf, type Shape } from '../../../../src/manifest/schema/shapes.ts';
import { generatedTypes } from '../../../../src/manifest/schema/types.generated.ts';
import { resourceTypes } from '../../../../src/model/resource-types.ts';

const scalarsIn = (shape: Shape): string[] => {
  switch (shape.form) {
    case 'list':
      return scalarsIn(shape.of);
    case 'map':
      return [...scalarsIn(shape.of), ...(shape.key === undefined ? [] : [shape.key])];
    case 'scalar':
      return [shape.scalar];
    case 'object':
    case 'enum':
    case 'integer':
      return [];
  }
};

describe('the tables of fields', () => {
  it('are those that the models give', () => {
    const root = join(import.meta.dirname, '../../../..');
    const folder = mkdtempSync(join(tmpdir(), 'berth-schema-'));
    const fresh = join(folder, 'types.ts');
    try {
      execFileSync(process.execPath, [join(root, 'scripts/generate-schema.mjs'), fresh]);
      expect(readFileSync(join(root, 'src/manifest/schema/types.generated.ts'), 'utf8')).toBe(
        readFileSync(fresh, 'utf8'),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('hold every kind that berth knows', () => {
    expect(resourceTypes.filter(({ kind }) => !(kind in generatedTypes))).toEqual([]);
  });

  it('are only added to where there is a field', () => {
    const missing = Object.keys(fieldAdditions).filter((key) => {
      const [type = '', name = ''] = key.split('.');
      return !fieldsOf(type).has(name);
    });
    expect(missing).toEqual([]);
  });

  it('use no word that has no check', () => {
    const words = Object.keys(generatedTypes).flatMap((type) =>
      [...fieldsOf(type).values()].flatMap(({ shape }) => scalarsIn(shape)),
    );
    expect([...new Set(words)].filter((word) => !(word in scalarChecks))).toEqual([]);
  });
});
