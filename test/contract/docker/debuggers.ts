import { describe, expect, test } from 'vitest';
import type { Attachment, DebugRequest, DebugSubject } from '../../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { launched } from '../pods.ts';

const textOf = async ({ output }: Attachment): Promise<string> => {
  let text = '';
  for await (const { bytes } of output) text += Buffer.from(bytes).toString();
  return text;
};

/** What only a container that really runs can show. */
export const debuggers = (harness: ContractHarness, image: string): void => {
  describe('a debugging container on a Docker engine', () => {
    const scope = contractScopes(harness);
    const request = (script: string, more: Partial<DebugRequest> = {}): DebugRequest => ({
      name: 'debugger-1',
      image,
      command: ['sh'],
      args: ['-c', script],
      env: ['WORD=hello'],
      stdin: false,
      terminal: false,
      rights: { add: [], drop: [], privileged: false },
      ...more,
    });

    const opened = async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(harness.images.forever));
      const debug = (subject: DebugSubject, asked: DebugRequest) => runtime.debug(subject, asked);
      return { runtime, pod, debug };
    };

    test("is in the pod's network, and among its processes where that is asked for", async () => {
      const { pod, debug } = await opened();
      const look = request('echo $WORD; hostname; ps | grep -q "[s]leep 3600" && echo seen || echo unseen');
      const alone = (await textOf(await debug({ kind: 'pod', pod }, look))).split('\n');
      expect(alone).toEqual(['hello', pod.name, 'unseen', '']);
      const among = await debug({ kind: 'pod', pod, processesOf: pod }, look);
      expect((await textOf(among)).split('\n')).toEqual(['hello', pod.name, 'seen', '']);
    });

    test('reads its input to the end', async () => {
      const { pod, debug } = await opened();
      const attachment = await debug({ kind: 'pod', pod }, request('cat', { stdin: true }));
      await attachment.write(Buffer.from('typed\n'));
      attachment.endInput();
      expect(await textOf(attachment)).toBe('typed\n');
    });

    test('ends with its pod, whose network it is in', async () => {
      const { runtime, pod, debug } = await opened();
      const attachment = await debug({ kind: 'pod', pod }, request('sleep 3600'));
      const end = textOf(attachment);
      await runtime.removePod(pod);
      expect(await end).toBe('');
    });

    test("sees the machine's files", async () => {
      const { debug } = await opened();
      const look = await debug({ kind: 'node' }, request('test -d /host/proc && echo there'));
      expect(await textOf(look)).toBe('there\n');
    });
  });
};
