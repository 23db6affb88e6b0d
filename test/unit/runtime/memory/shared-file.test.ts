import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { realClock } from '../../../../src/real-clock.ts';
import { openFileStore } from '../../../../src/runtime/memory/file-store.ts';
import { createMemoryRuntime } from '../../../../src/runtime/memory/memory-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'berth-shared-'));
const program = join(folder, 'writer.mjs');
let file = '';
let files = 0;
const children: ChildProcess[] = [];

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, 'writer-process.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
  }),
);

beforeEach(() => {
  files += 1;
  file = join(folder, `cluster-${files}`, 'memory.json');
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Writer {
  name: string;
  process: ChildProcess;
  ready: Promise<unknown>;
  go: () => void;
  /** The versions that it won, once it has ended. */
  won: Promise<number[]>;
}

/** A writer that races for the versions from `first` to `last`. */
const startWriter = (name: string, first: number, last: number): Writer => {
  const child = spawn(process.execPath, [program, file, name, String(first), String(last)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const won = text(child.stdout).then((printed) => printed.split('\n').slice(1, -1).map(Number));
  return {
    name,
    process: child,
    ready: once(child.stdout, 'data'),
    go: () => child.stdin.write('go\n'),
    won,
  };
};

const write = async (name: string, first: number, last: number): Promise<number[]> => {
  const writer = startWriter(name, first, last);
  writer.go();
  return writer.won;
};

const storedBodies = async (): Promise<Map<number, string>> => {
  const runtime = createMemoryRuntime({ clock: realClock, store: openFileStore(file) });
  const records = await runtime.listRecords(['Race']);
  return new Map(records.map(({ version, body }) => [version, body]));
};

describe('several processes on one file', { timeout: 60_000 }, () => {
  test('never win the same version, and lose none', async () => {
    const rounds = 40;
    const writers = ['a', 'b', 'c', 'd'].map((name) => startWriter(name, 1, rounds));
    await Promise.all(writers.map(({ ready }) => ready));
    for (const { go } of writers) go();
    const stored = new Map<number, string>();
    for (const { name, won } of writers) for (const version of await won) stored.set(version, name);
    const wins = await Promise.all(writers.map(({ won }) => won));
    expect(wins.flat()).toHaveLength(rounds);
    expect(await storedBodies()).toEqual(stored);
  });

  test('see each other’s changes by watching', async () => {
    const runtime = createMemoryRuntime({ clock: realClock, store: openFileStore(file) });
    const before = await openFileStore(file).read();
    const changed = openFileStore(file).changed(before.revision, new AbortController().signal);
    await write('a', 1, 1);
    await expect(changed).resolves.toBeUndefined();
    expect(await runtime.listRecords(['Race'])).toHaveLength(1);
  });

  test('go on when one is killed at any moment, and nothing that it was told is done is lost', async () => {
    const told = new Map<number, string>();
    let next = 1;
    for (let round = 1; round <= 5; round += 1) {
      const writer = startWriter(`victim ${round}`, next, 1_000_000);
      await writer.ready;
      writer.go();
      await once(writer.process.stdout!, 'data');
      writer.process.kill('SIGKILL');
      for (const version of await writer.won) told.set(version, writer.name);
      next = Math.max(...told.keys()) + 1;
    }
    // The last victim may have written one more version than it could tell.
    expect(await write('survivor', next, next + 1)).toContain(next + 1);
    const stored = await storedBodies();
    for (const [version, name] of told) expect([version, stored.get(version)]).toEqual([version, name]);
    expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });
});
