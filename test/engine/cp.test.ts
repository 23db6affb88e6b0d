import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berth, berthOk, docker, uniqueNamespace } from './berth.ts';

const namespace = uniqueNamespace();
const IMAGE = `berth-test-bare:${namespace}`;
const folder = mkdtempSync(join(tmpdir(), 'berth-cp-'));
let pod = '';

/** An image with one program and nothing else: no shell, no tar. */
const makeBareImage = async (): Promise<void> => {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'data'), { recursive: true });
  const container = (await docker('create', 'busybox:musl')).trim();
  await docker('cp', '-L', `${container}:/bin/sleep`, join(folder, 'sleep'));
  await docker('rm', container);
  copyFileSync(join(folder, 'sleep'), join(root, 'sleep'));
  chmodSync(join(root, 'sleep'), 0o755);
  execFileSync('tar', ['-cf', join(folder, 'root.tar'), '-C', root, '.']);
  await docker('import', '--change', 'ENTRYPOINT ["/sleep", "3600"]', join(folder, 'root.tar'), IMAGE);
};

beforeAll(async () => {
  await makeBareImage();
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'bare' },
    spec: {
      selector: { matchLabels: { app: 'bare' } },
      template: {
        metadata: { labels: { app: 'bare' } },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'main', image: IMAGE }] },
      },
    },
  };
  await berthOk(['apply', '-n', namespace, '-f', '-'], JSON.stringify(manifest));
  const name = await berthOk(['get', 'pods', '-n', namespace, '-o', 'jsonpath={.items[0].metadata.name}']);
  pod = `${namespace}/${name}`;
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
  await docker('image', 'rm', '--force', IMAGE);
  rmSync(folder, { recursive: true });
});

describe('cp on a real engine', () => {
  test('needs nothing in the image, and carries folders both ways', async () => {
    const source = join(folder, 'source');
    const bytes = randomBytes(3_000_000);
    mkdirSync(join(source, 'deep/er'), { recursive: true });
    writeFileSync(join(source, 'deep/er/bytes'), bytes);
    writeFileSync(join(source, 'run'), 'x', { mode: 0o755 });
    await berthOk(['cp', source, `${pod}:/data`]);
    await berthOk(['cp', `${pod}:/data/source`, join(folder, 'back')]);
    expect(readFileSync(join(folder, 'back/deep/er/bytes')).equals(bytes)).toBe(true);
    expect(statSync(join(folder, 'back/run')).mode & 0o777).toBe(0o755);
  });

  test('says what is not there', async () => {
    expect(await berth(['cp', `${pod}:/nope`, join(folder, 'nope')])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: /nope: no such file or directory\n',
    });
  });
});
