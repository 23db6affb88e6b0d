import { expect, test } from 'vitest';
import { createRandom, forAll, type Random } from '../../support/random.ts';

const choices = (random: Random) => [
  random.listOf({ min: 0, max: 9 }, () => random.int(-5, 5)),
  random.pick(['a', 'b', 'c']),
  random.maybe(() => random.shuffle([1, 2, 3, 4])),
];

test('the same seed makes the same choices, another seed others', () => {
  expect(choices(createRandom(7))).toEqual(choices(createRandom(7)));
  expect(choices(createRandom(7))).not.toEqual(choices(createRandom(8)));
});

test('int reaches both its bounds and nothing beyond them', () =>
  forAll(20, (random) => {
    const drawn = new Set(Array.from({ length: 200 }, () => random.int(2, 5)));
    expect(drawn).toEqual(new Set([2, 3, 4, 5]));
  }));

test('shuffle keeps every element', () =>
  forAll(20, (random) => {
    const shuffled = random.shuffle([1, 2, 3, 4, 5]);
    expect(shuffled).toHaveLength(5);
    expect(new Set(shuffled)).toEqual(new Set([1, 2, 3, 4, 5]));
  }));

test('a property that fails names the seed it failed with', async () => {
  const failing = forAll(50, (random) => {
    if (random.seed === 13) throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('BERTH_SEED=13 fails: no luck');
});
