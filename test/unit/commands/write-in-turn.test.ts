import { expect, test } from 'vitest';
import { inTurn } from '../../../src/commands/write-in-turn.ts';
import type { Resource } from '../../../src/model/resource.ts';

const object = (kind: string, name: string, note = ''): Resource => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, annotations: { note } },
});

/** What is begun and ended, in order; each item is written until the next turn of the event loop. */
const run = async (items: readonly Resource[]) => {
  const said: string[] = [];
  const results = await inTurn(
    items,
    (item) => item,
    async ({ metadata: { name, annotations } }) => {
      const word = `${name}${annotations?.['note']}`;
      said.push(`+${word}`);
      await new Promise((resolve) => setImmediate(resolve));
      said.push(`-${word}`);
      return word;
    },
  );
  return { said: said.join(' '), results };
};

test('objects of a kind are written side by side, after the kinds before', async () => {
  const { said, results } = await run([
    object('ConfigMap', 'a'),
    object('ConfigMap', 'b'),
    object('Deployment', 'c'),
    object('Deployment', 'd'),
  ]);
  expect(said).toBe('+a +b -a -b +c +d -c -d');
  expect(results).toEqual(['a', 'b', 'c', 'd']);
});

test('of two that are the same object the last is written last', async () => {
  const { said } = await run([object('ConfigMap', 'a', '1'), object('ConfigMap', 'a', '2')]);
  expect(said).toBe('+a1 -a1 +a2 -a2');
});

test('so many at a time and no more', async () => {
  const items = Array.from({ length: 9 }, (_, index) => object('ConfigMap', String(index)));
  const { said, results } = await run(items);
  expect(said.endsWith('-7 +8 -8')).toBe(true);
  expect(results).toHaveLength(9);
});
