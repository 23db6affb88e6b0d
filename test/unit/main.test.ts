import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What only the process itself can show: streams, signals and exit codes. */

const folder = mkdtempSync(join(tmpdir(), 'berth-main-'));
const program = join(folder, 'berth.mjs');

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, '../../src/main.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // None of these tests needs an engine or a live line.
    external: ['*/docker-runtime.ts', 'ora'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  }),
);

afterAll(() => rmSync(folder, { recursive: true }));

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const start = (...args: string[]): Child =>
  spawn(process.execPath, [program, ...args], {
    env: { ...process.env, BERTH_RUNTIME: 'memory', BERTH_MEMORY_FILE: join(folder, 'memory.json') },
  });

const outcome = async (child: Child) => {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
};

/** Never becomes ready. */
const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:unready"}]}
`;

test('prints to stdout and ends with 0', async () => {
  expect(await outcome(start('version', '--client'))).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^Client Version: v/),
    stderr: '',
  });
});

test('prints errors to stderr and ends with their code', async () => {
  expect(await outcome(start('get', 'foo'))).toMatchObject({ code: 1, stdout: '' });
  expect(await outcome(start('diff', '--foo'))).toMatchObject({ code: 2, stdout: '' });
});

test('a reader that has gone is no error: it ends as other programs do', async () => {
  const child = start('api-resources');
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a command that waits, with %i', async (signal, code) => {
    const watch = start('get', 'namespaces', '-w', '--no-headers');
    watch.stdout.once('data', () => watch.kill(signal));
    expect(await outcome(watch)).toEqual({ code, stdout: expect.stringMatching(/^default /), stderr: '' });
  });

  test('Ctrl-C during a rollout lets it end well', async () => {
    const apply = start('apply', '-f', '-');
    apply.stdin.end(deployment);
    apply.stderr.once('data', () => apply.kill('SIGINT'));
    const { code, stderr } = await outcome(apply);
    expect(code).toBe(130);
    expect(stderr).toMatch(/Run the same command again to go on from there\.\n$/);
  });
});
