import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';

export const recordContract = (harness: ContractHarness): void => {
  describe('records', () => {
    const scope = contractScopes(harness);

    test('give back exactly what was stored, and when', async () => {
      const { connect, kind } = scope();
      const [first, second] = [await connect(), await connect()];
      const record = { kind, key: 'default/web', version: 1, body: '{"grün":"東京 🚢\\n"}\n' };
      expect(await first.createRecord(record)).toBe(true);
      const [stored, ...rest] = await second.listRecords([kind]);
      expect(rest).toEqual([]);
      expect(stored).toEqual({ ...record, createdAt: stored?.createdAt });
      expect(stored?.createdAt).toBeGreaterThan(0);
    });

    test('hold a body of 1 MiB, and an empty one', async () => {
      const { connect, kind } = scope();
      const runtime = await connect();
      const large = { kind, key: 'default/large', version: 1, body: '0123456789abcde\n'.repeat(65_536) };
      const empty = { kind, key: 'default/empty', version: 1, body: '' };
      expect(await runtime.createRecord(large)).toBe(true);
      expect(await runtime.createRecord(empty)).toBe(true);
      const bodies = new Map((await runtime.listRecords([kind])).map(({ key, body }) => [key, body]));
      expect(bodies.get('default/large') === large.body).toBe(true);
      expect(bodies.get('default/empty')).toBe('');
    });

    test('are listed by kind, or all', async () => {
      const [one, two, three] = [scope(), scope(), scope()];
      const runtime = await one.connect();
      const kinds = [one.kind, two.kind, three.kind];
      for (const kind of kinds) await runtime.createRecord({ kind, key: 'a/b', version: 1, body: kind });
      const listed = async (wanted?: string[]) =>
        new Set((await runtime.listRecords(wanted)).map(({ body }) => body));
      expect(await listed([two.kind])).toEqual(new Set([two.kind]));
      expect(await listed([one.kind, three.kind])).toEqual(new Set([one.kind, three.kind]));
      expect(await listed([])).toEqual(new Set());
      const all = await listed();
      expect(kinds.every((kind) => all.has(kind))).toBe(true);
    });

    test('are all there, however many', async () => {
      const { connect, kind } = scope();
      const runtime = await connect();
      const keys = Array.from({ length: 50 }, (_, index) => `default/object-${index}`);
      await Promise.all(keys.map((key) => runtime.createRecord({ kind, key, version: 1, body: key })));
      const listed = await runtime.listRecords([kind]);
      expect(listed).toHaveLength(50);
      expect(new Set(listed.map(({ key }) => key))).toEqual(new Set(keys));
    });

    test('are not written twice: the same key and version keeps its first body', async () => {
      const { connect, kind } = scope();
      const [first, second] = [await connect(), await connect()];
      const record = { kind, key: 'default/web', version: 3, body: 'first' };
      expect(await first.createRecord(record)).toBe(true);
      expect(await second.createRecord({ ...record, body: 'second' })).toBe(false);
      expect(await first.createRecord(record)).toBe(false);
      expect(await first.listRecords([kind])).toMatchObject([{ body: 'first' }]);
    });

    test('let exactly one of 8 racing writers win, in each of 25 rounds', async () => {
      const { connect, kind } = scope();
      const writers = await Promise.all(Array.from({ length: 8 }, connect));
      const reader = await connect();
      for (let version = 1; version <= 25; version += 1) {
        const record = { kind, key: 'default/contended', version };
        const won = await Promise.all(
          writers.map((writer, index) => writer.createRecord({ ...record, body: `writer ${index}` })),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        const stored = (await reader.listRecords([kind])).find((other) => other.version === version);
        expect(stored?.body).toBe(`writer ${won.indexOf(true)}`);
      }
    });

    test('keep every version until it is removed', async () => {
      const { connect, kind } = scope();
      const runtime = await connect();
      const key = 'default/web';
      for (const version of [1, 2, 3])
        await runtime.createRecord({ kind, key, version, body: `body ${version}` });
      const versions = async () => new Set((await runtime.listRecords([kind])).map(({ version }) => version));
      expect(await versions()).toEqual(new Set([1, 2, 3]));
      await runtime.removeRecord({ kind, key, version: 2 });
      expect(await versions()).toEqual(new Set([1, 3]));
    });

    test('may be removed when they have gone, and written again after that', async () => {
      const { connect, kind } = scope();
      const [first, second] = [await connect(), await connect()];
      const record = { kind, key: 'default/web', version: 1, body: 'first' };
      await first.createRecord(record);
      await Promise.all([first.removeRecord(record), second.removeRecord(record)]);
      await first.removeRecord(record);
      expect(await second.listRecords([kind])).toEqual([]);
      expect(await second.createRecord({ ...record, body: 'second' })).toBe(true);
      expect(await first.listRecords([kind])).toMatchObject([{ body: 'second' }]);
    });

    test('tell keys apart that read alike', async () => {
      const { connect, kind } = scope();
      const runtime = await connect();
      const separated = ['a/b-c', 'a-b/c', 'a/b.c', 'a.b/c', 'a/b/c', 'a-b-c', 'a_b/c', 'a--b/c', 'a/b%2Fc'];
      const others = ['a/B-c', 'a/b c', `a/${'x'.repeat(253)}`, `a/${'x'.repeat(252)}y`];
      const records = [...separated, ...others].map((key) => ({ kind, key, version: 1, body: key }));
      const one = { kind, key: 'web1', version: 1, body: 'web1' };
      const eleven = { kind, key: 'web', version: 11, body: 'web' };
      for (const record of [...records, one, eleven])
        expect([record.key, await runtime.createRecord(record)]).toEqual([record.key, true]);
      await runtime.removeRecord(one);
      const listed = await runtime.listRecords([kind]);
      expect(new Set(listed.map(({ body }) => body))).toEqual(new Set([...separated, ...others, 'web']));
      expect(listed.every(({ key, body }) => key === body)).toBe(true);
    });
  });
};
