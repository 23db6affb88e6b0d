import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** bin/berth.js with another program to run. */

let root = '';
const cache = (): string => join(root, 'cache', 'berth');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'berth-bin-'));
  cpSync(join(import.meta.dirname, '../../bin'), join(root, 'bin'), { recursive: true });
  mkdirSync(join(root, 'dist'));
});
afterEach(() => rmSync(root, { recursive: true }));

const program = (text: string, mark: string): void =>
  writeFileSync(join(root, 'dist/berth.cjs'), `${text}\n//${mark.padEnd(16, '0')}`);

const run = (env: object = { XDG_CACHE_HOME: join(root, 'cache') }, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/berth.js'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const said = (stdout: string) => ({ status: 0, stdout, stderr: '' });

test('a run leaves what V8 made of the program, for its user alone', () => {
  program('console.log(process.argv[2])', 'a');
  expect(run(undefined, 'get')).toEqual(said('get\n'));
  const [name = ''] = readdirSync(cache());
  expect(name).toMatch(/-get-a0+$/);
  expect(statSync(join(cache(), name)).mode & 0o777).toBe(0o600);
  expect(run(undefined, 'get')).toEqual(said('get\n'));
  expect(readdirSync(cache())).toEqual([name]);
});

test('another program is run as it is, though it is as long as the one before, and takes its place', () => {
  program('console.log("one")', 'a');
  run();
  program('console.log("two")', 'b');
  expect(run()).toEqual(said('two\n'));
  expect(readdirSync(cache())).toHaveLength(1);
});

test('a run that fails leaves nothing', () => {
  program('process.exitCode = 1', 'a');
  run(undefined, 'nonsense');
  expect(() => readdirSync(cache())).toThrow('ENOENT');
});

describe('what is in the cache is not used', () => {
  test.each([
    ['where it is broken', (path: string) => writeFileSync(path, 'broken')],
    ['where others could have written it', (path: string) => chmodSync(path, 0o666)],
  ])('%s, and is made again', (_, spoil) => {
    program('console.log("fine")', 'a');
    run();
    const [name = ''] = readdirSync(cache());
    const path = join(cache(), name);
    const { ino } = statSync(path);
    spoil(path);
    expect(run()).toEqual(said('fine\n'));
    expect(statSync(path).ino).not.toBe(ino);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

test.each([
  ['no home', {}],
  ['a home that cannot be written to', { HOME: '/dev/null' }],
])('%s is no error', (_, env) => {
  program('console.log("fine")', 'a');
  expect(run(env)).toEqual(said('fine\n'));
});

test('without a program it says what to do', () => {
  expect(run()).toEqual({
    status: 1,
    stdout: '',
    stderr: 'berth has not been built yet. Run: npm run build\n',
  });
});
