import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOutsider } from '../support/outsider.ts';
import { openSession, type Session, type Shown } from '../support/session.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1", ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
`;

const withWeb = async (): Promise<Session> => {
  const session = openSession();
  session.write({ 'web.yaml': web });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  return session;
};

interface Forwarding {
  /** Of each port that was asked for. */
  readonly ports: readonly number[];
  readonly ended: Promise<Shown>;
  readonly interrupt: () => void;
}

/** `port-forward`, once it listens at so many ports of 127.0.0.1. */
const forward = async (session: Session, words: string, count = 1): Promise<Forwarding> => {
  const interrupted = new AbortController();
  onTestFinished(() => interrupted.abort());
  let listens: (ports: number[]) => void = () => {};
  const listening = new Promise<number[]>((resolve) => (listens = resolve));
  const ended = session.berth(`port-forward --address=127.0.0.1 ${words}`, {
    signal: interrupted.signal,
    onOutput: (text) => {
      const ports = Array.from(text.matchAll(/^Forwarding from 127\.0\.0\.1:(\d+)/gm), ([, port]) =>
        Number(port),
      );
      if (ports.length === count) listens(ports);
    },
  });
  const ports = await Promise.race([
    listening,
    ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  return { ports, ended, interrupt: () => interrupted.abort() };
};

const dial = (port = 0): Socket => connect({ port, host: '127.0.0.1', allowHalfOpen: true });

/** The simulated pod gives back what it gets. */
const echoed = async (port: number | undefined, text: string): Promise<string> => {
  const socket = dial(port);
  socket.end(text);
  return String(await buffer(socket));
};

describe('port-forward', () => {
  test('listens here and hands connections to the pod, until Ctrl-C', async () => {
    const session = await withWeb();
    const { ports, ended, interrupt } = await forward(session, 'deploy/web :http :9000', 2);
    expect(await Promise.all(ports.map((port) => echoed(port, `to ${port}`)))).toEqual(
      ports.map((port) => `to ${port}`),
    );
    interrupt();
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').sort()).toEqual(
      [
        '',
        `Forwarding from 127.0.0.1:${ports[0]} -> 8080`,
        `Forwarding from 127.0.0.1:${ports[1]} -> 9000`,
        `Handling connection for ${ports[0]}`,
        `Handling connection for ${ports[1]}`,
      ].sort(),
    );
    await expect(once(dial(ports[0]), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('ends connections that are open when it ends', async () => {
    const session = await withWeb();
    const { ports, ended, interrupt } = await forward(session, 'svc/web :80');
    const socket = dial(ports[0]);
    socket.write('x');
    await once(socket, 'data');
    interrupt();
    socket.resume().on('error', () => undefined);
    await once(socket, 'end');
    expect(await ended).toMatchObject({ code: 0 });
    socket.destroy();
  });

  test('follows a Service to the pod that replaces the one it began with', async () => {
    const session = await withWeb();
    const { ports, interrupt, ended } = await forward(session, 'svc/web :80');
    const [port] = ports;
    expect(await echoed(port, 'first')).toBe('first');
    expect(await session.berth('rollout restart deploy/web')).toMatchObject({ code: 0 });
    expect(await echoed(port, 'second')).toBe('second');
    expect(await session.berth('delete pods -l app=web')).toMatchObject({ code: 0 });
    expect(await echoed(port, 'third')).toBe('third');
    interrupt();
    expect(await ended).toMatchObject({ stderr: '' });
  });

  test('of one pod ends when that pod is gone', async () => {
    const session = await withWeb();
    const { stdout: pod } = await session.berth('get pods -o jsonpath={.items[0].metadata.name}');
    const { ended } = await forward(session, `${pod} :80`);
    expect(await session.berth(`delete pod ${pod}`)).toMatchObject({ code: 0 });
    expect(await ended).toMatchObject({ code: 1, stderr: 'error: lost connection to pod\n' });
  });

  test('of one pod goes on while it is stopped by hand, and says that it does not run', async () => {
    const session = await withWeb();
    const [pod] = await createMemoryRuntime(session).listPods();
    if (pod === undefined) throw new Error('no pod');
    const { ports, ended, interrupt } = await forward(session, `pod/${pod.name} :80`);
    await createOutsider(session).stop(pod);
    expect(await echoed(ports[0], 'x')).toBe('');
    interrupt();
    expect((await ended).stderr).toMatch(
      /^error: an error occurred forwarding \d+ -> 80: Pod \S+ is not running\n$/,
    );
  });

  test('needs one of its ports', async () => {
    const session = await withWeb();
    const { ports } = await forward(session, 'svc/web :80');
    const [port] = ports;
    const shown = await session.berth(`port-forward --address=127.0.0.1 svc/web ${port}:80`);
    expect(shown).toEqual({
      code: 1,
      stdout: '',
      stderr: `Unable to listen on port ${port}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${port}: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{${port} 8080}]\n`,
    });
  });

  test.each([
    [
      '',
      "error: TYPE/NAME and list of ports are required for port-forward\nSee 'berth port-forward -h' for help and examples\n",
    ],
    [
      'web',
      "error: TYPE/NAME and list of ports are required for port-forward\nSee 'berth port-forward -h' for help and examples\n",
    ],
    ['nope 80', 'Error from server (NotFound): pods "nope" not found\n'],
    ['svc/web 81', 'error: Service web does not have a service port 81\n'],
    ['svc/web 80 --address=web', 'error: web is not a valid IP\n'],
  ])('%s is refused', async (words, stderr) => {
    const session = await withWeb();
    expect(await session.berth(`port-forward ${words}`)).toEqual({ code: 1, stdout: '', stderr });
  });

  test('is refused while the pod does not run yet', async () => {
    const session = openSession();
    session.write({ 'web.yaml': web.replace('web:1', 'missing.example/web:1') });
    await session.berth('apply -f web.yaml --timeout=1s');
    const { code, stderr } = await session.berth('port-forward deploy/web :80 --pod-running-timeout=1s');
    expect([code, stderr]).toEqual([
      1,
      'error: unable to forward port because pod is not running. Current status=Pending\n',
    ]);
  });
});
