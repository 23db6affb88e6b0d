import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storeFiles } from '../../../../src/commands/cp/store-files.ts';
import type { PodFile } from '../../../../src/model/pod-file.ts';

const META = { mode: 0o644, uid: 0, gid: 0, modifiedAt: 0, size: 0 };

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const file = (path: string, text = 'evil', mode = 0o644): PodFile => ({
  ...META,
  path,
  kind: 'file',
  mode,
  content: bytes(text),
});
const folder = (path: string, mode = 0o755): PodFile => ({ ...META, path, kind: 'folder', mode });
const link = (path: string, target: string): PodFile => ({ ...META, path, kind: 'link', target });
const hardLink = (path: string, target: string): PodFile => ({ ...META, path, kind: 'hardLink', target });

async function* each(files: readonly PodFile[]): AsyncGenerator<PodFile> {
  yield* files;
}

/** A folder `here` in a folder of its own, so that what escapes shows beside it. */
const stage = () => {
  const around = mkdtempSync(join(tmpdir(), 'berth-cp-'));
  onTestFinished(() => rmSync(around, { recursive: true }));
  const here = join(around, 'here');
  const said: string[] = [];
  const store = (...files: PodFile[]): Promise<void> =>
    storeFiles(each(files), here, {
      onLink: (place, target) => said.push(`link ${place.slice(around.length)} ${target}`),
      onOutside: (path) => said.push(`outside ${path}`),
    });
  const shown = (path: string): string => {
    const place = join(around, path);
    return `${readFileSync(place, 'utf8')} ${(statSync(place).mode & 0o7777).toString(8)}`;
  };
  return { around, here, said, store, shown };
};

describe('files of a pod', () => {
  test('lie here as they lay there, with their permissions', async () => {
    const { said, store, shown, around } = stage();
    await store(
      folder('', 0o750),
      folder('closed', 0o555),
      file('closed/a', 'one', 0o4755),
      file('deep/er/b', 'two', 0o600),
      hardLink('twin', 'closed/a'),
    );
    expect(said).toEqual([]);
    expect([shown('here/closed/a'), shown('here/deep/er/b'), shown('here/twin')]).toEqual([
      'one 755',
      'two 600',
      'one 644',
    ]);
    expect(statSync(join(around, 'here')).mode & 0o777).toBe(0o750);
    expect(statSync(join(around, 'here/closed')).mode & 0o777).toBe(0o555);
  });

  test('a single one is the place itself', async () => {
    const { store, shown } = stage();
    await store(file('', 'one', 0o700));
    expect(shown('here')).toBe('one 700');
  });

  test.each(['../x', 'a/../../x', '/x', '..', 'a/..', 'x\0y'])('%j comes to lie nowhere', async (path) => {
    const { said, store, around } = stage();
    await store(folder(''), file(path), hardLink(path, 'a'));
    expect(said).toEqual([`outside ${path}`, `outside ${path}`]);
    expect(readdirSync(around, { recursive: true })).toEqual(['here']);
  });

  test('links are left out and named, and nothing is written through them', async () => {
    const { said, store, around } = stage();
    await store(folder(''), link('out', '..'), file('out/x', 'tame'), link('abs', '/etc'));
    expect(said).toEqual(['link /here/out ..', 'link /here/abs /etc']);
    expect(new Set(readdirSync(around, { recursive: true, encoding: 'utf8' }))).toEqual(
      new Set(['here', 'here/out', 'here/out/x']),
    );
  });

  test('are not written through links that lie here already', async () => {
    const { said, store, around, here, shown } = stage();
    mkdirSync(here);
    mkdirSync(join(around, 'outside'));
    symlinkSync('../outside', join(here, 'out'));
    symlinkSync('../outside/x', join(here, 'x'));
    await store(folder(''), file('out/y'), file('x', 'tame'), file('z', 'tame'), hardLink('w', 'out/y'));
    expect(said).toEqual(['outside out/y', 'outside w']);
    expect(readdirSync(join(around, 'outside'))).toEqual([]);
    expect([shown('here/x'), shown('here/z')]).toEqual(['tame 644', 'tame 644']);
  });

  test('a hard link copies nothing from elsewhere', async () => {
    const { said, store, around, here } = stage();
    mkdirSync(here);
    symlinkSync('/etc/hostname', join(here, 'secret'));
    await store(
      folder(''),
      hardLink('a', 'secret'),
      hardLink('b', '../../etc/hostname'),
      hardLink('c', '/etc/hostname'),
    );
    expect(said).toEqual(['outside a', 'outside b', 'outside c']);
    expect(readdirSync(join(around, 'here'))).toEqual(['secret']);
  });
});
