import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import type { Clock } from '../../src/model/clock.ts';
import { realClock } from '../../src/real-clock.ts';
import { openFileStore } from '../../src/runtime/memory/file-store.ts';
import type { ImageBehaviour } from '../../src/runtime/memory/image-behaviour.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import type { MemoryState } from '../../src/runtime/memory/memory-state.ts';
import { createMemoryStore, type MemoryStore } from '../../src/runtime/memory/memory-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createOutsider } from '../support/outsider.ts';
import type { ContractHarness } from './harness.ts';
import { runtimeContract } from './runtime-contract.ts';

const quick: Partial<ImageBehaviour> = { startMs: 5, termMs: 5 };
const ends = (exitCode: number) => ({
  present: true,
  behaviour: { ...quick, ends: { afterMs: 20, exitCode } },
});

const writes: ImageBehaviour['writes'] = [
  { stream: 'stdout', line: 'one' },
  { stream: 'stderr', line: 'two' },
  { stream: 'stdout', line: 'three' },
];

const pullables = Array.from({ length: 10 }, (_, index) => `registry.example/pullable:${index}`);

const images: MemoryState['images'] = {
  'forever:1': { present: true, behaviour: quick },
  'stubborn:1': { present: true, behaviour: { ...quick, termMs: null } },
  'writer:1': { present: true, behaviour: { ...quick, writes } },
  'failing-writer:1': { present: true, behaviour: { ...ends(3).behaviour, writes } },
  'task:1': ends(0),
  'proxy:1': { present: true },
  'failing:1': ends(3),
  ...Object.fromEntries(pullables.map((image) => [image, { behaviour: { pullMs: 20 } }])),
};

const harness = (clock: Clock, open: () => MemoryStore): ContractHarness => {
  const names = pullables.values();
  return {
    connect: async () => createMemoryRuntime({ clock, store: open() }),
    images: {
      forever: 'forever:1',
      ignoresTerm: 'stubborn:1',
      proxy: 'proxy:1',
      tools: 'tools:1',
      succeeds: 'task:1',
      fails: { image: 'failing:1', code: 3 },
      writes: 'writer:1',
      writesAndFails: 'failing-writer:1',
      pullable: async () => names.next().value ?? 'no more',
      missing: 'web:missing',
      unauthorized: 'registry.example/unauthorized/web:1',
      unreachable: 'unreachable.example:5000/web:1',
    },
    pause: (ref) => createOutsider({ clock, store: open() }).pause(ref),
  };
};

describe('the memory runtime', () => {
  const store = createMemoryStore({ images });
  runtimeContract(harness(createFakeClock(), () => store));
});

describe('the memory runtime on a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-contract-'));
  const file = join(folder, 'berth', 'memory.json');
  await openFileStore(file).update((state) => ({ ...state, images }));
  afterAll(() => rmSync(folder, { recursive: true }));
  runtimeContract(harness(realClock, () => openFileStore(file)));
});
