import { spawnSync } from 'node:child_process';
import { lutimesSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFile } from '../../../../src/runtime/memory/file-lock.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-lock-'));
  path = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

const age = (seconds: number): void => {
  const then = Date.now() / 1000 - seconds;
  lutimesSync(path, then, then);
};

test('one at a time holds the lock, and in the end nothing is left', async () => {
  let inside = 0;
  const work = async (): Promise<void> => {
    const lock = await lockFile(path);
    inside += 1;
    expect(inside).toBe(1);
    expect(lock.isHeld()).toBe(true);
    await new Promise(setImmediate);
    inside -= 1;
    lock.release();
  };
  await Promise.all(Array.from({ length: 10 }, work));
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock whose holder has died is taken over at once', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  symlinkSync(`token ${hostname()} ${pid}`, path);
  const lock = await lockFile(path);
  expect(lock.isHeld()).toBe(true);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  { whose: 'a process of another machine', text: 'token elsewhere.example 1' },
  { whose: 'a process that hangs', text: `token ${hostname()} ${process.pid}` },
  { whose: 'nobody knows whom', text: 'x' },
])('a lock that $whose held for long is taken over', async ({ text }) => {
  symlinkSync(text, path);
  age(60);
  const lock = await lockFile(path);
  expect(lock.isHeld()).toBe(true);
});

test('a lock that is held elsewhere is waited for', async () => {
  symlinkSync('token elsewhere.example 1', path);
  const taking = lockFile(path);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(readdirSync(folder)).toEqual(['lock']);
  rmSync(path);
  expect((await taking).isHeld()).toBe(true);
});

test('who was taken for dead neither holds the lock nor takes it from its successor', async () => {
  const first = await lockFile(path);
  age(60);
  const second = await lockFile(path);
  expect(first.isHeld()).toBe(false);
  first.release();
  expect(second.isHeld()).toBe(true);
});
