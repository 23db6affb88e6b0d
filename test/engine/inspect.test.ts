import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berth, berthOk, uniqueNamespace } from './berth.ts';

const workload = (name: string, script: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: main
        image: busybox:musl
        command: [sh, -c, ${JSON.stringify(script)}]
---
`;

const STAY = 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done';

const namespace = uniqueNamespace();

beforeAll(async () => {
  const manifests = [
    workload('web', `echo one; echo two; head -c 40000 /dev/zero | tr '\\0' x; echo; ${STAY}`),
    workload('crash', 'echo begin; sleep 1; exit 3'),
  ];
  await berthOk(['apply', '-n', namespace, '--wait=false', '-f', '-'], manifests.join(''));
  await berthOk(['rollout', 'status', '-n', namespace, 'deploy/web']);
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

describe('exec on a real engine', () => {
  const script = 'cat; echo done >&2; exit 5';

  test('hands input, both outputs and the exit code through', async () => {
    const input = 'one\n'.repeat(100_000);
    const shown = await berth(['exec', '-i', '-n', namespace, 'deploy/web', '--', 'sh', '-c', script], input);
    expect(shown).toEqual({
      code: 5,
      stdout: input,
      stderr: 'done\ncommand terminated with exit code 5\n',
    });
  });

  test('without -i leaves the input alone', async () => {
    const shown = await berth(['exec', '-n', namespace, 'deploy/web', '--', 'cat'], 'unread');
    expect(shown).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('logs on a real engine', () => {
  test('gives back what a container wrote, byte for byte', async () => {
    const long = 'x'.repeat(40_000);
    expect(await berthOk(['logs', '-n', namespace, 'deploy/web'])).toBe(`one\ntwo\n${long}\n`);
    expect(await berthOk(['logs', '-n', namespace, 'deploy/web', '--limit-bytes=7'])).toBe('one\ntwo');
    const dated = await berthOk(['logs', '-n', namespace, '-l', 'app=web', '--timestamps', '--prefix']);
    expect(dated.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^\[pod\/web-\S+\/main\] \d{4}-\S+Z one$/),
      expect.stringMatching(/^\[pod\/web-\S+\/main\] \d{4}-\S+Z two$/),
    ]);
  });

  test('knows the present run from the one before', async () => {
    const pod = await berthOk(['get', 'pods', '-n', namespace, '-l', 'app=crash', '-o', 'name']);
    const shown = await berth(['logs', '-n', namespace, pod.trim(), '--tail=5']);
    expect(shown).toEqual({ code: 0, stdout: 'begin\n', stderr: '' });
  });
});
