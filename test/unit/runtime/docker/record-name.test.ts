import { expect, test } from 'vitest';
import { recordName, recordNamePattern } from '../../../../src/runtime/docker/record-name.ts';
import { forAll } from '../../../support/random.ts';

test.each([
  [{ kind: 'Deployment', key: 'default/web', version: 3 }, 'berth_Deployment_default_web_3'],
  [{ kind: 'Namespace', key: 'shop', version: 12 }, 'berth_Namespace_shop_12'],
  [{ kind: 'ConfigMap', key: 'a-b/c.d', version: 1 }, 'berth_ConfigMap_a-b_c.d_1'],
])('%o is called %s', (record, name) => {
  expect(recordName(record)).toBe(name);
});

test('other keys stay readable, with a hash', () => {
  const name = recordName({ kind: 'ClusterRole', key: 'system:node', version: 1 });
  expect(name).toMatch(/^berth_ClusterRole_system-node__[0-9a-f]{32}_1$/);
});

test('any two records have different names, all of which the engine takes', async () => {
  await forAll(300, (random) => {
    const letters = ['a', 'b', 'A', '-', '.', '_', '__', '/', ':', ' ', 'é', '0', '1', 'x'.repeat(200)];
    const word = (max: number) => random.listOf({ min: 1, max }, () => random.pick(letters)).join('');
    const record = () => ({
      kind: random.chance() ? 'Kind' : word(3),
      key: word(5),
      version: random.int(1, 12) ** random.int(1, 12),
    });
    const [a, b] = [record(), record()];
    const [nameA, nameB] = [recordName(a), recordName(b)];
    expect(nameA === nameB).toBe(a.kind === b.kind && a.key === b.key && a.version === b.version);
    for (const [name, { kind }] of [
      [nameA, a],
      [nameB, b],
    ] as const) {
      expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/);
      expect(name).toMatch(new RegExp(recordNamePattern(kind)));
    }
    expect(new RegExp(recordNamePattern(a.kind)).test(nameB)).toBe(a.kind === b.kind);
  });
});
