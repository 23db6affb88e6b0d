import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realClock } from '../../../../src/real-clock.ts';
import { memoryFile, openFileStore } from '../../../../src/runtime/memory/file-store.ts';
import { createMemoryRuntime } from '../../../../src/runtime/memory/memory-runtime.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-file-'));
  file = join(folder, 'deep', 'memory.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

const runtimeOn = (path: string) => createMemoryRuntime({ clock: realClock, store: openFileStore(path) });
const record = { kind: 'Deployment', key: 'default/web', version: 1, body: 'secret' };

describe('the file of the simulated cluster', () => {
  const HOME = '/home/me';

  test.each([
    { env: { HOME }, path: '/home/me/.local/state/berth/memory.json' },
    { env: { HOME, XDG_STATE_HOME: '/state' }, path: '/state/berth/memory.json' },
    { env: { HOME, XDG_STATE_HOME: 'relative' }, path: '/home/me/.local/state/berth/memory.json' },
    { env: { HOME, XDG_STATE_HOME: '' }, path: '/home/me/.local/state/berth/memory.json' },
    { env: { HOME, XDG_STATE_HOME: '/state', BERTH_MEMORY_FILE: '/tmp/it.json' }, path: '/tmp/it.json' },
    { env: { HOME, BERTH_MEMORY_FILE: 'it.json' }, path: join(process.cwd(), 'it.json') },
    { env: { HOME, BERTH_MEMORY_FILE: '' }, path: '/home/me/.local/state/berth/memory.json' },
  ])('is $path for $env', ({ env, path }) => {
    expect(memoryFile(env)).toBe(path);
  });

  test('is not made by looking', async () => {
    expect(await runtimeOn(file).listPods()).toEqual([]);
    expect(existsSync(join(folder, 'deep'))).toBe(false);
  });

  test('is made by the first change, for its owner alone', async () => {
    await runtimeOn(file).createRecord(record);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await runtimeOn(file).listRecords()).toMatchObject([record]);
  });

  test('is not written when nothing changes', async () => {
    const runtime = runtimeOn(file);
    await runtime.createRecord(record);
    const before = statSync(file);
    expect(await runtime.createRecord(record)).toBe(false);
    await runtime.removeRecord({ ...record, version: 2 });
    expect(statSync(file).ino).toBe(before.ino);
  });

  test('may be a link', async () => {
    const target = join(folder, 'target.json');
    const link = join(folder, 'link.json');
    writeFileSync(target, '');
    symlinkSync(target, link);
    await runtimeOn(link).createRecord(record);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('secret');
  });

  test('may be removed at any time, which starts the cluster anew', async () => {
    const runtime = runtimeOn(file);
    await runtime.createRecord(record);
    rmSync(file);
    expect(await runtime.listRecords()).toEqual([]);
    expect(await runtime.createRecord(record)).toBe(true);
  });

  test.each([
    { text: '{"format":2,"pods":[', reason: 'JSON' },
    { text: '[]', reason: 'it is not of format 2' },
    { text: 'null', reason: 'it is not of format 2' },
    { text: '{"format":1,"pods":[]}', reason: 'it is not of format 2' },
    { text: '{"format":2,"pods":{}}', reason: 'it is not of format 2' },
  ])('that holds $text is left as it is, and the error says what to do', async ({ text, reason }) => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, text);
    const runtime = runtimeOn(broken);
    for (const call of [runtime.listPods(), runtime.createRecord(record)]) {
      const error: unknown = await call.catch((failure: unknown) => failure);
      expect(error).toMatchObject({ name: 'RuntimeError', code: 'failed' });
      expect(error).toHaveProperty('message', expect.stringContaining(broken));
      expect(error).toHaveProperty('message', expect.stringContaining(reason));
      expect(error).toHaveProperty('message', expect.stringContaining('BERTH_MEMORY_FILE'));
    }
    expect(readFileSync(broken, 'utf8')).toBe(text);
    expect(existsSync(`${broken}.lock`)).toBe(false);
  });

  test('that cannot be made is named in the error', async () => {
    const blocked = join(folder, 'a-file');
    writeFileSync(blocked, '');
    chmodSync(blocked, 0o400);
    const created = runtimeOn(join(blocked, 'memory.json')).createRecord(record);
    await expect(created).rejects.toMatchObject({
      name: 'RuntimeError',
      message: expect.stringContaining('a-file'),
    });
  });
});
