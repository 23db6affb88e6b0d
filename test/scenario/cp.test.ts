import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const web = (more = ''): string => `
apiVersion: v1
kind: Namespace
metadata: {name: other}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: other}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1"}${more}]}
`;

const withPod = async (more = ''): Promise<{ session: Session; pod: string; folder: string }> => {
  const session = openSession();
  session.write({ 'web.yaml': web(more) });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  const { stdout: pod } = await session.berth('get pods -n other -o jsonpath={.items[0].metadata.name}');
  const folder = mkdtempSync(join(tmpdir(), 'berth-cp-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { session, pod, folder };
};

const QUIET = { code: 0, stdout: '', stderr: '' };

describe('cp', () => {
  test('copies a file into a pod and out of it, and says nothing', async () => {
    const { session, pod, folder } = await withPod();
    session.write({ a: 'one' });
    expect(await session.berth(`cp a -n other ${pod}:/tmp/b`)).toEqual(QUIET);
    expect(await session.berth(`cp other/${pod}:/tmp/b ${folder}/c`)).toEqual(QUIET);
    expect(await session.berth(`cp other/${pod}:tmp/b ${folder}`)).toEqual(QUIET);
    expect([readFileSync(join(folder, 'c'), 'utf8'), readFileSync(join(folder, 'b'), 'utf8')]).toEqual([
      'one',
      'one',
    ]);
  });

  test('copies a folder with its permissions, under a new name or into one that is there', async () => {
    const { session, pod, folder } = await withPod();
    session.write({ 'd/a': 'one', 'd/e/run': 'two' });
    const local = join(folder, 'd');
    await session.berth(`cp d other/${pod}:/tmp/new/x`);
    await session.berth(`cp d other/${pod}:/tmp/`);
    await session.berth(`cp other/${pod}:/tmp/d ${local}`);
    chmodSync(join(local, 'e/run'), 0o755);
    expect(await session.berth(`cp ${local} other/${pod}:/tmp/d`)).toEqual(QUIET);
    expect(await session.berth(`cp other/${pod}:/tmp/d/d ${folder}/again`)).toEqual(QUIET);
    expect(readFileSync(join(folder, 'again/e/run'), 'utf8')).toBe('two');
    expect(statSync(join(folder, 'again/e/run')).mode & 0o777).toBe(0o755);
    expect(await session.berth(`cp --no-preserve ${local} other/${pod}:/tmp/plain`)).toEqual(QUIET);
  });

  test('keeps links on the way in, and leaves them out and names them on the way out', async () => {
    const { session, pod, folder } = await withPod();
    session.write({ 'd/a': 'one' });
    await session.berth(`cp d other/${pod}:/tmp`);
    await session.berth(`cp other/${pod}:/tmp/d ${folder}/d`);
    symlinkSync('a', join(folder, 'd/link'));
    expect(await session.berth(`cp ${folder}/d other/${pod}:/tmp/e`)).toEqual(QUIET);
    expect(await session.berth(`cp other/${pod}:/tmp/e ${folder}/e`)).toEqual({
      ...QUIET,
      stderr: `warning: skipping symlink: "${folder}/e/link" -> "a"\n`,
    });
  });

  test('has a container chosen, and names its choice of several', async () => {
    const { session, pod } = await withPod(', {name: side, image: "side:1"}');
    session.write({ a: 'one' });
    const words = 'Defaulted container "main" out of: main, side\n';
    expect(await session.berth(`cp a other/${pod}:/tmp/a`)).toEqual({ ...QUIET, stderr: words });
    expect(await session.berth(`cp a other/${pod}:/tmp/a -c nope`)).toEqual({
      code: 1,
      stdout: '',
      stderr: `Error from server (BadRequest): container nope is not valid for pod ${pod}\n`,
    });
  });

  test.each([
    ['a', 'error: source and destination are required\n'],
    ['a b c', 'error: source and destination are required\n'],
    ['a:b c:d', 'error: one of src or dest must be a local file specification\n'],
    ['a b', 'error: one of src or dest must be a remote file specification\n'],
    ['a: b', 'error: filepath can not be empty\n'],
    [':a b', 'error: filespec must match the canonical format: [[namespace/]pod:]file/path\n'],
    ['nope POD:/tmp/a', "error: nope doesn't exist in local filesystem\n"],
    ['web.yaml nope:/tmp/a', 'Error from server (NotFound): pods "nope" not found\n'],
    ['web.yaml POD:/nope/a', 'error: /nope/a: no such file or directory\n'],
    ['POD:/nope a', 'error: /nope: no such file or directory\n'],
    ['POD:/tmp web.yaml', /^error: mkdir \S+web\.yaml: file exists\n$/],
  ])('%s is refused', async (words, stderr) => {
    const { session, pod } = await withPod();
    const line = `cp ${words.replaceAll('POD', `other/${pod}`)}`;
    const shown = await session.berth(line);
    expect([shown.code, shown.stdout]).toEqual([1, '']);
    expect(shown.stderr).toMatch(stderr);
  });
});
