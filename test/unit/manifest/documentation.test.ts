import { expect, test } from 'vitest';
import { readDocumentation } from '../../../src/manifest/documentation.ts';
import { generatedTypes } from '../../../src/manifest/schema/types.generated.ts';
import { elementType } from '../../../src/model/documentation.ts';
import { resourceTypes } from '../../../src/model/resource-types.ts';

const documentation = await readDocumentation();

const SCALARS = ['string', 'integer', 'boolean', 'Object', 'Quantity', 'IntOrString'];

test('every kind is explained', () => {
  const unknown = resourceTypes.filter(({ kind }) => documentation(kind) === undefined);
  expect(unknown).toEqual([]);
});

test('every field that a manifest may have is explained', () => {
  const missing = Object.entries(generatedTypes).flatMap(([type, fields]) => {
    const known = documentation(type)?.fields.map(({ name }) => name) ?? [];
    return fields
      .split(' ')
      .map((field) => field.replace(/!?:.*/, ''))
      .filter((name) => !known.includes(name))
      .map((name) => `${type}.${name}`);
  });
  expect(missing).toEqual([]);
});

test('every type of a field is a scalar or explained itself', () => {
  const types = new Set<string>();
  const reach = (name: string): void => {
    if (types.has(name)) return;
    types.add(name);
    for (const { type } of documentation(name)?.fields ?? []) reach(elementType(type));
  };
  for (const { kind } of resourceTypes) reach(kind);
  const unknown = [...types].filter((name) => documentation(name) === undefined);
  expect(unknown.filter((name) => !SCALARS.includes(name))).toEqual([]);
});
