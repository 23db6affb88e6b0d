import { describe, expect, test } from 'vitest';
import type { NewPod, ObservedPod } from '../../src/model/pod.ts';
import type { LogLine, LogOptions, Runtime } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { exited, getPod, launch, launched, podWhen, restarted } from './pods.ts';

const textOf = ({ bytes }: LogLine): string => new TextDecoder().decode(bytes).replace(/\n$/, '');

/** The first lines, as many as are wanted. The reader then turns away. */
const firstLines = async (
  runtime: Runtime,
  pod: ObservedPod,
  count: number,
  options: LogOptions = { follow: true },
): Promise<LogLine[]> => {
  const lines: LogLine[] = [];
  for await (const line of runtime.logs(pod, options)) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
};

const allLines = async (runtime: Runtime, pod: ObservedPod, options: LogOptions = {}): Promise<string[]> =>
  (await firstLines(runtime, pod, Number.POSITIVE_INFINITY, options)).map(textOf);

export const logLinesContract = (harness: ContractHarness): void => {
  const { writes, writesAndFails } = harness.images;

  describe('the log of a container', () => {
    const scope = contractScopes(harness);

    /** A pod that has written all it writes. */
    const spoken = async (runtime: Runtime, asked: NewPod): Promise<ObservedPod> => {
      const pod = await launched(runtime, asked);
      await firstLines(runtime, pod, 3);
      return pod;
    };

    test('has each line with its time, in order', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await spoken(runtime, newPod(writes));
      const lines = await firstLines(runtime, pod, 4, {});
      expect(lines.map(textOf)).toEqual(['one', 'two', 'three']);
      const times = lines.map(({ at }) => at);
      for (const at of times) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
      expect(times).toEqual(times.toSorted());
    });

    test('is cut to the latest lines, or to those since a time', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await spoken(runtime, newPod(writes));
      expect(await allLines(runtime, pod, { tail: 2 })).toEqual(['two', 'three']);
      expect(await allLines(runtime, pod, { tail: 0 })).toEqual([]);
      expect(await allLines(runtime, pod, { tail: 9 })).toEqual(['one', 'two', 'three']);
      expect(await allLines(runtime, pod, { since: pod.createdAt - 60_000 })).toHaveLength(3);
      expect(await allLines(runtime, pod, { since: pod.createdAt + 3_600_000 })).toEqual([]);
    });

    test('is that of the present run alone, and that of the run before for who asks', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(writesAndFails);
      await launch(runtime, pod);
      const again = await podWhen(runtime, pod, ({ restarts, state }) => restarts > 1 && state !== 'running');
      expect(await allLines(runtime, again, { run: 'previous' })).toEqual(['one', 'two', 'three']);
      expect(await allLines(runtime, again, { run: 'previous', tail: 1 })).toEqual(['three']);
      // It may be in the middle of its next run.
      const present = await allLines(runtime, again, { run: 'present' });
      expect(['one', 'two', 'three'].slice(0, present.length)).toEqual(present);
    });

    test('is followed over restarts', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(writesAndFails);
      await launch(runtime, pod);
      const lines = await firstLines(runtime, await getPod(runtime, pod), 9);
      const words = ['one', 'two', 'three'];
      // How many runs were over when the following began is not known, but they are told one after the other.
      expect(lines.map(textOf)).toEqual([...words, ...words, ...words]);
      await podWhen(runtime, pod, restarted);
    });

    test('is followed to the end of a container that does not start again', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(writesAndFails);
      pod.spec.restartPolicy = 'Never';
      await launch(runtime, pod);
      const observed = await getPod(runtime, pod);
      expect(await allLines(runtime, observed, { follow: true })).toEqual(['one', 'two', 'three']);
      expect(await getPod(runtime, pod)).toSatisfy(exited);
    });

    test('is followed until the pod is stopped', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(writes));
      const followed = allLines(runtime, pod, { follow: true });
      await firstLines(runtime, pod, 3);
      await runtime.stopPod(pod, 30);
      expect(await followed).toEqual(['one', 'two', 'three']);
    });

    test('is followed until the signal aborts', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(writes));
      const controller = new AbortController();
      const lines: string[] = [];
      for await (const line of runtime.logs(pod, { follow: true, signal: controller.signal })) {
        lines.push(textOf(line));
        if (lines.length === 3) controller.abort();
      }
      expect(lines).toEqual(['one', 'two', 'three']);
    });
  });
};
