import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../../src/manifest/json-value.ts';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { checkSchema } from '../../../src/manifest/schema/check.ts';
import { formatPath, type FieldPath } from '../../../src/model/field-path.ts';
import { resourceTypeOf } from '../../../src/model/resource-types.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { forAll, type Random } from '../../support/random.ts';
import { hasSharedData, sharedFiles } from '../../support/shared-data.ts';

/** Faults of form; that generated values break rules of content is to be expected. */
const faultsOfForm = (resource: Resource): string[] => {
  const found: string[] = [];
  checkSchema(resource, resource.kind, ({ code, path }) => {
    if (code === 'unknownField' || code === 'wrongType' || code === 'required') {
      found.push(`${code} ${formatPath(path)}`);
    }
  });
  return found;
};

/** A field of an object, reached from its root. */
interface Place {
  readonly path: FieldPath;
  readonly holder: JsonObject;
  readonly name: string;
}

/** The fixtures name the keys of maps after their field: `labels: {labelsKey: …}`. */
const isMapEntry = (path: FieldPath): boolean => path.at(-1) === `${String(path.at(-2))}Key`;

/** Free-form values, in which everything is right. */
const isFree = (path: FieldPath): boolean => path.includes('fieldsV1');

const placesOf = (value: unknown, path: FieldPath = []): Place[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const at = [...path, name];
    if (isFree(at)) return [];
    const deeper = placesOf(field, at);
    return isMapEntry(at) ? deeper : [{ path: at, holder: value, name }, ...deeper];
  });
};

const rename = (random: Random, { holder, name, path }: Place): string => {
  const letter = random.int(0, name.length - 1);
  const renamed = random.pick([
    `${name}s`,
    `${name.slice(0, letter)}_${name.slice(letter)}`,
    name.toUpperCase(),
  ]);
  holder[renamed] = holder[name];
  delete holder[name];
  return `unknownField ${formatPath([...path.slice(0, -1), renamed])}`;
};

const retype = (random: Random, { holder, name, path }: Place): string => {
  const isList = Array.isArray(holder[name]);
  holder[name] = random.pick<unknown>(isList ? ['text', { a: 1 }, true] : [['text'], [[]]]);
  return `wrongType ${formatPath(path)}`;
};

const misplace = (_random: Random, { holder, name, path }: Place, resource: Resource): string | undefined => {
  const outer = ancestors(resource, path).find((candidate) => !(name in candidate.holder));
  // Every object may name its own kind, templates of claims among them, which the fixtures leave unnamed.
  if (outer === undefined || name === 'apiVersion' || name === 'kind') return undefined;
  outer.holder[name] = holder[name];
  delete holder[name];
  return `unknownField ${formatPath([...outer.path, name])}`;
};

/** The objects around a field, the nearest first; maps take any key, so nothing is misplaced in them. */
const ancestors = (resource: Resource, path: FieldPath): { path: FieldPath; holder: JsonObject }[] => {
  const found: { path: FieldPath; holder: JsonObject }[] = [];
  let value: unknown = resource;
  for (const [depth, part] of path.slice(0, -2).entries()) {
    if (isObject(value)) found.unshift({ path: path.slice(0, depth), holder: value });
    value = Array.isArray(value) ? value[Number(part)] : isObject(value) ? value[part] : undefined;
  }
  return found;
};

describe('the objects that Kubernetes publishes, with every field set', () => {
  const resources = (hasSharedData ? parseManifests(sharedFiles('k8s-api')).documents : [])
    .map(({ resource }) => resource)
    .filter((resource) => resourceTypeOf(resource) !== undefined);

  it('are there for most kinds that berth knows', () => {
    expect(resources.length).toBeGreaterThanOrEqual(27);
  });

  it.each(resources.map((resource) => [resource.kind, resource] as const))(
    'the schema accepts %s as it is',
    (_kind, resource) => {
      expect(faultsOfForm(resource)).toEqual([]);
    },
  );

  it.each([
    ['renamed', rename],
    ['of another type', retype],
    ['in the wrong place', misplace],
  ])('a field that is %s is caught, whichever it is', async (_what, mutate) => {
    let caught = 0;
    await forAll(10, (random) => {
      for (const original of resources) {
        const resource = structuredClone(original);
        const place = random.pick(placesOf(resource).filter(({ path }) => path.length > 2));
        const fault = mutate(random, place, resource);
        if (fault === undefined) continue;
        if (!faultsOfForm(resource).includes(fault)) throw new Error(`${resource.kind}: missed ${fault}`);
        caught += 1;
      }
    });
    expect(caught).toBeGreaterThan(0);
  });
});
