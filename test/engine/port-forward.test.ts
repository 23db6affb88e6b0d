import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { berthOk, docker, program, uniqueNamespace } from './berth.ts';

const namespace = uniqueNamespace();

/** Two pods that say their name at port 80 and give back what they get at port 81. */
const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: main
        image: busybox:musl
        command: [sh, -c, "nc -ll -p 8080 -e hostname & nc -ll -p 81 -e cat & trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"]
        ports: [{name: name, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: name, port: 80, targetPort: name}, {name: echo, port: 81}]}
`;

beforeAll(async () => {
  await berthOk(['apply', '-n', namespace, '-f', '-'], manifest);
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

interface Forwarding {
  readonly child: ChildProcess;
  readonly ports: readonly number[];
}

const forward = async (...words: string[]): Promise<Forwarding> => {
  const [file, ...first] = program;
  const args = [...first, 'port-forward', '-n', namespace, '--address=127.0.0.1', ...words];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  const wanted = words.length - 1;
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const ports = Array.from(text.matchAll(/127\.0\.0\.1:(\d+) -> /g), ([, port]) => Number(port));
    if (ports.length === wanted) {
      child.stdout.resume();
      return { child, ports };
    }
  }
  throw new Error(`port-forward ended: ${text}`);
};

const ask = async (port = 0, question: Uint8Array | string = ''): Promise<Buffer> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(question);
  return buffer(socket);
};

const gates = (): Promise<string> =>
  docker('ps', '--all', '--filter', 'label=berth.dev/tunnel', '--format', '{{.Names}}').then((names) =>
    names
      .split('\n')
      .filter((name) => name.includes(`.${namespace}.`))
      .join(' '),
  );

describe('port-forward on a real engine', () => {
  test('carries a hundred connections at once, and many bytes', async () => {
    const { ports } = await forward('svc/web', ':80', ':echo');
    const [name, echo] = ports;
    expect(String(await ask(name))).toMatch(/^web-\w+-\w+\n$/);
    const parts = Array.from({ length: 100 }, () => randomBytes(20_000));
    const answers = await Promise.all(parts.map((part) => ask(echo, part)));
    expect(answers.every((answer, index) => parts[index]?.equals(answer))).toBe(true);
    const much = randomBytes(30_000_000);
    expect((await ask(echo, much)).equals(much)).toBe(true);
  });

  test('goes on with the pods that replace the ones it began with', async () => {
    const { ports } = await forward('deploy/web', ':8080');
    const before = String(await ask(ports[0]));
    await berthOk(['rollout', 'restart', '-n', namespace, 'deploy/web']);
    const after = String(await ask(ports[0]));
    expect(after).toMatch(/^web-\w+-\w+\n$/);
    expect(after).not.toBe(before);
  });

  test('leaves no container behind, not even when it is killed', async () => {
    const interrupted = await forward('svc/web', ':80');
    expect(await gates()).not.toBe('');
    interrupted.child.kill('SIGINT');
    await once(interrupted.child, 'exit');
    expect(await gates()).toBe('');
    const killed = await forward('svc/web', ':80');
    const gate = await gates();
    const gone = docker('wait', gate);
    killed.child.kill('SIGKILL');
    await gone;
    expect(gate).not.toBe('');
  });
});
