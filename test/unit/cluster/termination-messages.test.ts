import { describe, expect, test } from 'vitest';
import { readTerminationMessages } from '../../../src/cluster/termination-messages.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { PodFile } from '../../../src/model/pod-file.ts';
import type { Container } from '../../../src/model/workload.ts';
import { type LogOptions, RuntimeError } from '../../../src/runtime/driver.ts';
import { createTestCluster } from '../../support/cluster.ts';
import { NOON, podOf, revisionsOf, templateOf } from '../../support/workloads.ts';

interface Engine {
  file?: { text: string; modifiedAt?: number };
  log?: string;
}

/** What is shown for a pod, and which run's log was asked for. */
const told = async (
  container: Partial<Container>,
  pod: Partial<ObservedPod>,
  { file, log = '' }: Engine,
): Promise<{ message: string | undefined; run: LogOptions['run'] }> => {
  let run: LogOptions['run'];
  const runtime = {
    ...createTestCluster().runtime,
    async *readFiles(): AsyncGenerator<PodFile> {
      if (file === undefined) throw new RuntimeError('notFound', 'no such file');
      const { text, modifiedAt = NOON - 1_000 } = file;
      const bytes = Buffer.from(text);
      const content = (async function* () {
        yield bytes;
      })();
      const rights = { mode: 0o666, uid: 0, gid: 0 };
      yield { path: '', kind: 'file', ...rights, modifiedAt, size: bytes.length, content };
    },
    async *logs(_: unknown, options: LogOptions) {
      run = options.run;
      yield { stream: 'stdout' as const, bytes: Buffer.from(log), at: '' };
    },
  };
  const [revision] = revisionsOf(templateOf('web:1', container));
  if (revision === undefined) throw new Error('no revision');
  const observed = podOf('a', revision, { ready: false, ...pod });
  return { message: (await readTerminationMessages(runtime, [observed])).get(observed.id), run };
};

const PATH = { terminationMessagePath: '/tmp/why' };
const FALLBACK = { terminationMessagePolicy: 'FallbackToLogsOnError' } as const;
const failed: Partial<ObservedPod> = { state: 'exited', exitCode: 1 };

describe('what a container said of its end', () => {
  test('is in its file', async () => {
    const file = { text: 'out of coffee\n' };
    expect(await told(PATH, failed, { file, log: 'log' })).toEqual({ message: 'out of coffee\n' });
    expect((await told(PATH, { ...failed, exitCode: 0 }, { file })).message).toBe('out of coffee\n');
    expect((await told(PATH, { state: 'restarting', restarts: 3, exitCode: 1 }, { file })).message).toBe(
      'out of coffee\n',
    );
  });

  test('is the end of it, where it is long', async () => {
    const { message } = await told(PATH, failed, { file: { text: `${'a'.repeat(9_000)}z` } });
    expect(message).toHaveLength(4_096);
    expect(message).toMatch(/az$/);
  });

  test('is of the run before, while it runs again', async () => {
    const again: Partial<ObservedPod> = { state: 'running', restarts: 1, startedAt: NOON };
    expect((await told(PATH, again, { file: { text: 'old', modifiedAt: NOON - 5_000 } })).message).toBe(
      'old',
    );
    expect((await told(PATH, again, { file: { text: 'new', modifiedAt: NOON + 5_000 } })).message).toBe('');
    expect(await told(FALLBACK, again, { log: 'last words' })).toEqual({
      message: 'last words',
      run: 'previous',
    });
  });

  test('is the end of its log, where it failed without a word and the manifest wants that', async () => {
    expect(await told({ ...PATH, ...FALLBACK }, failed, { file: { text: '' }, log: 'oh' })).toEqual({
      message: 'oh',
      run: 'present',
    });
    expect(
      (await told({ ...PATH, ...FALLBACK }, failed, { file: { text: 'said' }, log: 'oh' })).message,
    ).toBe('said');
    expect((await told(FALLBACK, { ...failed, exitCode: 0 }, { log: 'oh' })).message).toBe('');
    expect((await told(FALLBACK, failed, { log: 'x'.repeat(5_000) })).message).toHaveLength(2_048);
  });

  test('is nothing where there is no file, and nobody asks a container that has not ended', async () => {
    expect((await told(PATH, failed, {})).message).toBe('');
    expect((await told(PATH, { state: 'running' }, { file: { text: 'x' } })).message).toBeUndefined();
  });
});
