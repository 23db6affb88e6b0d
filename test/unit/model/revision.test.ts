import { describe, expect, test } from 'vitest';
import { trimRevisions, withRevision } from '../../../src/model/revision.ts';
import { NOON, revisionsOf, templateOf } from '../../support/workloads.ts';

const one = templateOf('web:1');
const two = templateOf('web:2');

describe('withRevision', () => {
  test('numbers templates as they come', () => {
    expect(revisionsOf(one, two).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('a template that returns takes the next number and keeps its hash and age', () => {
    const before = revisionsOf(one, two);
    const after = withRevision(before, structuredClone(one), NOON + 5_000);
    expect(after.map(({ number, hash }) => [number, hash])).toEqual([
      [2, before[1]?.hash],
      [3, before[0]?.hash],
    ]);
    expect(after[1]?.createdAt).toBe(before[0]?.createdAt);
  });

  test('the same template again changes nothing', () => {
    const before = revisionsOf(one, two);
    expect(withRevision(before, structuredClone(two), NOON + 5_000)).toEqual(before);
  });

  test('a revision keeps the hash that its pods carry, however it was made', () => {
    const [revision] = revisionsOf(one);
    const foreign = [{ ...revision!, hash: 'made-otherwise' }];
    expect(withRevision(foreign, one, NOON)).toEqual(foreign);
    expect(withRevision(withRevision(foreign, two, NOON), one, NOON).at(-1)?.hash).toBe('made-otherwise');
  });

  test('takes the change cause along, and keeps the one it has', () => {
    const first = withRevision([], one, NOON, 'first');
    const second = withRevision(first, two, NOON);
    expect(second.map(({ changeCause }) => changeCause)).toEqual(['first', undefined]);
    expect(withRevision(second, one, NOON).at(-1)?.changeCause).toBe('first');
    expect(withRevision(second, one, NOON, 'back').at(-1)?.changeCause).toBe('back');
    expect(withRevision(second, two, NOON, 'named later')[1]).toMatchObject({
      number: 2,
      changeCause: 'named later',
    });
  });
});

describe('trimRevisions', () => {
  const revisions = revisionsOf(one, two, templateOf('web:3'), templateOf('web:4'));
  const numbers = (limit: number, inUse: number[] = []) =>
    trimRevisions(revisions, limit, new Set(inUse.map((index) => revisions[index]!.hash))).map(
      ({ number }) => number,
    );

  test('keeps the newest and as many idle ones as allowed', () => {
    expect(numbers(10)).toEqual([1, 2, 3, 4]);
    expect(numbers(2)).toEqual([2, 3, 4]);
    expect(numbers(0)).toEqual([4]);
  });

  test('never drops one that has pods', () => {
    expect(numbers(0, [0])).toEqual([1, 4]);
    expect(numbers(1, [0])).toEqual([1, 3, 4]);
  });
});
