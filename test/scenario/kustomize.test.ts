import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSession } from '../support/session.ts';

test('kustomize prints what the program builds that is installed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-kustomize-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'kubectl');
  writeFileSync(program, '#!/bin/sh\necho "$*"\n');
  chmodSync(program, 0o755);
  const session = openSession();
  session.write({ 'app/kustomization.yaml': '' });
  const env = { PATH: folder };
  const built = 'kustomize app --load-restrictor=LoadRestrictionsRootOnly --enable-helm\n';
  expect(await session.berth('kustomize app --enable-helm', { env })).toEqual({
    code: 0,
    stdout: built,
    stderr: '',
  });
  const file = join(folder, 'out.yaml');
  expect(await session.berth(`kustomize app --enable-helm -o ${file}`, { env })).toMatchObject({
    stdout: '',
  });
  expect(readFileSync(file, 'utf8')).toBe(built);
  expect(await session.berth('kustomize a b', { env })).toMatchObject({
    code: 1,
    stderr: 'error: specify one path to kustomization.yaml\n',
  });
});

test.each([
  'error: no kustomization here',
  'Error: no kustomization here',
  'E1121 09:11:45.558529   31885 run.go:72] "command failed" err="no kustomization here"',
])('what the program says of a failure is told without its frame: %s', async (said) => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-kustomize-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'kubectl');
  writeFileSync(program, `#!/bin/sh\necho '${said}' >&2\nexit 1\n`);
  chmodSync(program, 0o755);
  const session = openSession();
  session.write({ 'app/kustomization.yaml': '' });
  expect(await session.berth('kustomize app', { env: { PATH: folder } })).toMatchObject({
    code: 1,
    stderr: 'error: no kustomization here\n',
  });
});
