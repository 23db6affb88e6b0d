import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPlugin, listPlugins } from '../../../../src/commands/plugin/find-plugins.ts';

const stage = (...names: string[]) => {
  const root = mkdtempSync(join(tmpdir(), 'berth-plugins-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of names) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), '');
    chmodSync(join(root, name), name.endsWith('-dull') ? 0o644 : 0o755);
  }
  return { root, env: { PATH: `${root}/a:${root}/b:${root}/nowhere` } };
};

test('the plugin with the longest name is meant, and gets the rest', () => {
  const { root, env } = stage('a/berth-foo', 'b/berth-foo-bar', 'b/berth-foo_baz', 'a/berth-dull');
  const found = (line: string) => {
    const plugin = findPlugin(line.split(' '), env);
    return plugin && [plugin.path.slice(root.length), ...plugin.args].join(' ');
  };
  expect(found('foo')).toBe('/a/berth-foo');
  expect(found('foo bar x')).toBe('/b/berth-foo-bar x');
  expect(found('foo -x bar')).toBe('/a/berth-foo -x bar');
  expect(found('foo-baz')).toBe('/b/berth-foo_baz');
  expect(found('dull')).toBeUndefined();
  expect(found('../foo')).toBeUndefined();
  expect(found('nope')).toBeUndefined();
});

test('all of the PATH are listed, those that cannot be run among them', () => {
  const { root, env } = stage('a/berth-foo', 'b/berth-foo', 'b/berth-dull', 'b/other');
  const listed = listPlugins(env, () => expect.unreachable()).map((path) => path.slice(root.length));
  expect(listed).toEqual(['/a/berth-foo', '/b/berth-dull', '/b/berth-foo']);
});
