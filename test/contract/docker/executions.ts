import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { launched } from '../pods.ts';

const shown = async (execution: Execution) => {
  const parts: Record<string, Uint8Array[]> = { stdout: [], stderr: [] };
  for await (const { stream, bytes } of execution.output) parts[stream]?.push(bytes);
  const [stdout, stderr] = [Buffer.concat(parts['stdout'] ?? []), Buffer.concat(parts['stderr'] ?? [])];
  return { stdout, stderr, code: await execution.exitCode() };
};

/** What only a command that really runs can show. */
export const executions = (harness: ContractHarness): void => {
  describe('a command in a pod on a Docker engine', () => {
    const scope = contractScopes(harness);

    const started = async (stdin: boolean, script: string, terminal?: { columns: number; rows: number }) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(harness.images.forever));
      const command = ['sh', '-c', script];
      return runtime.exec(pod, { command, stdin, ...(terminal === undefined ? {} : { terminal }) });
    };

    test('has two streams and an exit code', async () => {
      const { stdout, stderr, code } = await shown(await started(false, 'echo out; echo err >&2; exit 7'));
      expect([stdout.toString(), stderr.toString(), code]).toEqual(['out\n', 'err\n', 7]);
    });

    test('gets its input byte for byte, and its end', async () => {
      const execution = await started(true, 'cat');
      const bytes = randomBytes(3_000_000);
      const sent = (async () => {
        for (let at = 0; at < bytes.length; at += 65_536) {
          await execution.write(bytes.subarray(at, at + 65_536));
        }
        execution.endInput();
      })();
      const { stdout, code } = await shown(execution);
      await sent;
      expect(code).toBe(0);
      expect(stdout.equals(bytes)).toBe(true);
    });

    test('may end before its input does', async () => {
      const execution = await started(true, 'head -c 3');
      const sent = (async () => {
        for (let count = 0; count < 100; count++) await execution.write(Buffer.alloc(65_536, 'x'));
      })();
      expect(await shown(execution)).toMatchObject({ stdout: Buffer.from('xxx'), code: 0 });
      await sent;
    });

    test('has a terminal of the size that is asked for, and sees it change', async () => {
      const script = "trap 'stty size; exit 0' WINCH; stty size; echo ready; while :; do sleep 0.1; done";
      const execution = await started(true, script, { columns: 101, rows: 33 });
      let text = '';
      for await (const { bytes } of execution.output) {
        const before = text.includes('ready');
        text += Buffer.from(bytes).toString();
        if (!before && text.includes('ready')) await execution.resize({ columns: 77, rows: 22 });
      }
      expect(text).toMatch(/ready\r\n22 77\r\n$/);
      expect(await execution.exitCode()).toBe(0);
    });

    test('that does not exist ends with a code that says so', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(harness.images.forever));
      const { stdout, code } = await shown(await runtime.exec(pod, { command: ['nope'], stdin: false }));
      expect([126, 127]).toContain(code);
      expect(stdout.toString()).toContain('executable file not found');
    });
  });

  describe('what runs in a pod on a Docker engine', () => {
    const scope = contractScopes(harness);

    const running = async (script: string, container: object) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const command = ['sh', '-c', script];
      const spec = { command, ...container };
      return { runtime, pod: await launched(runtime, newPod(harness.images.forever, { container: spec })) };
    };

    test('gets input, and both of its streams are told apart', async () => {
      const script = 'read word; echo out $word; echo err $word >&2; exec sleep 0.1';
      const { runtime, pod } = await running(script, { stdin: true, stdinOnce: true });
      const attachment = await runtime.attach(pod, true);
      await attachment.write(Buffer.from('hello\n'));
      const shown: string[] = [];
      for await (const { stream, bytes } of attachment.output) {
        shown.push(`${stream} ${Buffer.from(bytes).toString()}`);
      }
      expect(shown.sort()).toEqual(['stderr err hello\n', 'stdout out hello\n']);
    });

    test('sees the size of its terminal change', async () => {
      const script = "trap 'stty size; exit 0' WINCH; while :; do sleep 0.1; done";
      const { runtime, pod } = await running(script, { stdin: true, tty: true });
      const attachment = await runtime.attach(pod, true);
      await attachment.resize({ columns: 77, rows: 22 });
      let text = '';
      for await (const { bytes } of attachment.output) text += Buffer.from(bytes).toString();
      expect(text).toBe('22 77\r\n');
    });
  });
};
