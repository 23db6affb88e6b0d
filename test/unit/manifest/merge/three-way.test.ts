import { describe, expect, it } from 'vitest';
import { isList, isObject, type JsonObject } from '../../../../src/manifest/merge/json.ts';
import { lastAppliedOf, withLastApplied } from '../../../../src/manifest/merge/last-applied.ts';
import { mergeRulesOf, type MergeRules, ruleOf } from '../../../../src/manifest/merge/merge-rules.ts';
import { createThreeWayPatch, threeWayMerge } from '../../../../src/manifest/merge/three-way.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import { forAll, type Random } from '../../../support/random.ts';
import { drawApply, SHAPES } from './generate.ts';

const deployment = (spec: JsonObject, metadata: JsonObject = {}): Resource => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', ...metadata },
  spec,
});

const pods = (spec: JsonObject): JsonObject => ({ template: { spec } });

interface ApplyCase {
  name: string;
  lastApplied?: JsonObject;
  live: JsonObject;
  next: JsonObject;
  patch: JsonObject;
  merged: JsonObject;
}

const a = { name: 'a', image: 'a:1' };
const b = { name: 'b', image: 'b:1' };
const side = { name: 'side', image: 'side:1' };

/** The specs of a Deployment. */
const CASES: readonly ApplyCase[] = [
  {
    name: 'nothing differs',
    lastApplied: { replicas: 1 },
    live: { replicas: 1, paused: false },
    next: { replicas: 1 },
    patch: {},
    merged: { replicas: 1, paused: false },
  },
  {
    name: 'a field is set',
    lastApplied: { replicas: 1 },
    live: { replicas: 1 },
    next: { replicas: 2 },
    patch: { replicas: 2 },
    merged: { replicas: 2 },
  },
  {
    name: 'a field that somebody changed is set back',
    lastApplied: { replicas: 1 },
    live: { replicas: 5 },
    next: { replicas: 1 },
    patch: { replicas: 1 },
    merged: { replicas: 1 },
  },
  {
    name: 'a field that was taken out of the file goes',
    lastApplied: { replicas: 1, paused: true },
    live: { replicas: 1, paused: true },
    next: { replicas: 1 },
    patch: { paused: null },
    merged: { replicas: 1 },
  },
  {
    name: 'a scale survives an apply that does not name replicas',
    lastApplied: { paused: true },
    live: { paused: true, replicas: 5 },
    next: { paused: false },
    patch: { paused: false },
    merged: { paused: false, replicas: 5 },
  },
  {
    name: 'what was never applied is adopted without a loss',
    live: { replicas: 5 },
    next: { paused: false },
    patch: { paused: false },
    merged: { paused: false, replicas: 5 },
  },
  {
    name: 'null in the file removes what others set',
    live: { replicas: 5 },
    next: { replicas: null },
    patch: { replicas: null },
    merged: {},
  },
  {
    name: 'a container that somebody else added stays',
    lastApplied: pods({ containers: [a] }),
    live: pods({ containers: [a, side] }),
    next: pods({ containers: [{ ...a, image: 'a:2' }] }),
    patch: pods({
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [{ name: 'a', image: 'a:2' }],
    }),
    merged: pods({ containers: [{ ...a, image: 'a:2' }, side] }),
  },
  {
    name: 'a container that was taken out of the file goes',
    lastApplied: pods({ containers: [a, b] }),
    live: pods({ containers: [a, b, side] }),
    next: pods({ containers: [a] }),
    patch: pods({
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [{ name: 'b', $patch: 'delete' }],
    }),
    merged: pods({ containers: [a, side] }),
  },
  {
    name: 'the order of the file wins',
    lastApplied: pods({ containers: [a, b] }),
    live: pods({ containers: [a, b] }),
    next: pods({ containers: [b, a] }),
    patch: pods({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] }),
    merged: pods({ containers: [b, a] }),
  },
  {
    name: 'the strategy is a union: its parameters go with its type',
    lastApplied: { strategy: { type: 'RollingUpdate' } },
    live: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } },
    next: { strategy: { type: 'Recreate' } },
    patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    merged: { strategy: { type: 'Recreate' } },
  },
  {
    name: 'so is a volume',
    lastApplied: pods({ volumes: [{ name: 'v', hostPath: { path: '/x' } }] }),
    live: pods({ volumes: [{ name: 'v', hostPath: { path: '/x', type: '' } }] }),
    next: pods({ volumes: [{ name: 'v', emptyDir: {} }] }),
    patch: pods({
      '$setElementOrder/volumes': [{ name: 'v' }],
      volumes: [{ name: 'v', $retainKeys: ['emptyDir', 'name'], emptyDir: {}, hostPath: null }],
    }),
    merged: pods({ volumes: [{ name: 'v', emptyDir: {} }] }),
  },
  {
    name: 'a list without merge key is the file’s',
    lastApplied: pods({ tolerations: [{ key: 'x' }] }),
    live: pods({ tolerations: [{ key: 'x' }, { key: 'y' }] }),
    next: pods({ tolerations: [{ key: 'x' }] }),
    patch: pods({ tolerations: [{ key: 'x' }] }),
    merged: pods({ tolerations: [{ key: 'x' }] }),
  },
  {
    name: 'what somebody removed is made again, without directives left in it',
    lastApplied: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
    live: {},
    next: { strategy: { type: 'Recreate' } },
    patch: { strategy: { $retainKeys: ['type'], rollingUpdate: null, type: 'Recreate' } },
    merged: { strategy: { type: 'Recreate' } },
  },
];

describe('three-way apply', () => {
  it.each(CASES)('$name', ({ lastApplied, live, next, patch, merged }) => {
    const before = lastApplied && deployment(lastApplied);
    const [now, then] = [deployment(live), deployment(next)];
    expect(createThreeWayPatch(then, before, now, then).spec ?? {}).toEqual(patch);
    expect(threeWayMerge(then, before, now, then)).toEqual(deployment(merged));
  });

  it('adds and deletes finalizers one by one', () => {
    const of = (finalizers: string[]) => deployment({}, { finalizers });
    const [lastApplied, live, next] = [of(['x', 'y']), of(['x', 'y', 'other']), of(['y', 'z'])];
    expect(createThreeWayPatch(next, lastApplied, live, next).metadata).toEqual({
      finalizers: ['z'],
      '$deleteFromPrimitiveList/finalizers': ['x'],
      '$setElementOrder/finalizers': ['y', 'z'],
    });
    expect(threeWayMerge(next, lastApplied, live, next)).toEqual(of(['y', 'z', 'other']));
  });

  it('compares finalizers with the sorted ones, as kubectl does', () => {
    const of = (finalizers: string[]) => deployment({}, { finalizers });
    const patchFor = (live: string[], next: string[]) =>
      createThreeWayPatch(of(next), of(next), of(live), of(next));
    expect(patchFor(['x', 'y'], ['x', 'y'])).toEqual({});
    expect(patchFor(['y', 'x'], ['x', 'y'])).toEqual({});
    expect(patchFor(['y', 'x'], ['y', 'x'])).toEqual({
      metadata: { '$setElementOrder/finalizers': ['y', 'x'] },
    });
  });

  it('merges custom resources as plain JSON', () => {
    const widget = (spec: JsonObject): Resource => ({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec,
    });
    const lastApplied = widget({ size: 1, color: 'red', parts: [{ name: 'a' }] });
    const live = widget({ size: 1, color: 'red', serial: 7, parts: [{ name: 'a' }, { name: 'b' }] });
    const next = widget({ size: 2, parts: [{ name: 'a' }] });
    expect(createThreeWayPatch(next, lastApplied, live, next)).toEqual({
      spec: { color: null, size: 2, parts: [{ name: 'a' }] },
    });
    expect(threeWayMerge(next, lastApplied, live, next)).toEqual(
      widget({ size: 2, serial: 7, parts: [{ name: 'a' }] }),
    );
  });

  it('refuses to make another object of a custom resource', () => {
    const live: Resource = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } };
    const next = { ...live, apiVersion: 'example.com/v2' };
    expect(() => createThreeWayPatch(next, live, live, next)).toThrow(
      'At least one of apiVersion, kind and name was changed',
    );
  });
});

/** Every field of an object that is no object itself, with its path. What is in lists is left out. */
const leavesOf = (object: JsonObject, path: readonly string[] = []): [string[], unknown][] =>
  Object.entries(object).flatMap(([name, value]): [string[], unknown][] =>
    isObject(value) ? leavesOf(value, [...path, name]) : [[[...path, name], value]],
  );

const valueAt = (object: JsonObject, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    object,
  );

/** Whether a merged value has all that was asked for: lists that merge may have more, in the order asked for. */
const has = (merged: unknown, wanted: unknown, rules: MergeRules): boolean => {
  if (!isObject(wanted) || !isObject(merged)) return JSON.stringify(merged) === JSON.stringify(wanted);
  return Object.entries(wanted).every(([name, value]) => {
    const { key, set, fields = {} } = ruleOf(rules, name);
    const found = valueAt(merged, [name]);
    if (value === null) return found === undefined;
    if (!isList(value) || !isList(found)) return has(found, value, fields);
    if (set) return value.every((item) => found.includes(item));
    if (key === undefined) return JSON.stringify(found) === JSON.stringify(value);
    const identity = (item: unknown): unknown => (isObject(item) ? item[key] : item);
    const named = found.filter((item) => value.some((wantedItem) => identity(wantedItem) === identity(item)));
    return named.length === value.length && value.every((item, index) => has(named[index], item, fields));
  });
};

/** Of a union, what the file does not name goes, whoever set it. */
const isUnion = ({ kind }: Resource, path: readonly string[]): boolean =>
  kind === 'Deployment' && path.join('.') === 'spec.strategy';

/** JSON with its fields in one order, so that equal objects are equal text. */
const ordered = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, field) =>
      isObject(field)
        ? Object.fromEntries(Object.entries(field).sort(([x], [y]) => (x < y ? -1 : 1)))
        : field,
    ),
  );

describe('whatever was applied, whatever became of it, whatever is applied next', () => {
  const apply = (random: Random) => {
    const { lastApplied, live, next } = drawApply(random.pick(SHAPES), 'o', random);
    const merged = threeWayMerge(next, lastApplied, live, withLastApplied(next));
    return { lastApplied, live, next, merged };
  };

  it('the result has all that the file says, in its order', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { next, merged } = apply(random);
      expect(has(ordered(merged), ordered(next), mergeRulesOf(next) ?? {})).toBe(true);
    });
  });

  it('what was taken out of the file is gone', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { lastApplied, next, merged } = apply(random);
      const removed = leavesOf(lastApplied).filter(([path]) => valueAt(next, path) === undefined);
      for (const [path] of removed) expect(valueAt(merged, path)).toBeUndefined();
    });
  });

  it('what only the live object has is left alone', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { lastApplied, live, next, merged } = apply(random);
      const isForeign = (path: readonly string[]): boolean =>
        path.every((_, depth) => {
          const upTo = path.slice(0, depth + 1);
          const there = valueAt(next, upTo);
          if (depth < path.length - 1 && isObject(there)) return !isUnion(next, upTo);
          return there === undefined && valueAt(lastApplied, upTo) === undefined;
        });
      const foreign = leavesOf(live).filter(([path]) => isForeign(path));
      for (const [path, value] of foreign) expect(valueAt(merged, path)).toEqual(value);
    });
  });

  it('applying the same again changes nothing', async () => {
    expect.hasAssertions();
    await forAll(300, (random) => {
      const { next, merged } = apply(random);
      const again = threeWayMerge(next, lastAppliedOf(merged), merged, withLastApplied(next));
      expect(again).toEqual(merged);
    });
  });
});
