import { describe, expect, test } from 'vitest';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createOutsider } from '../support/outsider.ts';
import { openSession, type Session } from '../support/session.ts';

/** What a person sees of pods of several containers. */

const deployment = (spec: object): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec },
    },
  });

const one = (name: string, image = 'app:1', more: object = {}) => ({ name, image, ...more });

const applied = async (spec: object, flags = '') => {
  const session = openSession();
  const shown = await session.berth(`apply -f - ${flags}`, { stdin: deployment(spec) });
  return { session, shown };
};

/** READY, STATUS and RESTARTS. */
const pods = async (session: Session): Promise<string> => {
  const { stdout } = await session.berth('get pods --no-headers');
  return stdout
    .replace(/ +\S+\n$/, '')
    .replace(/^\S+ +/, '')
    .replaceAll(/ +/g, ' ');
};

describe('get pods', () => {
  const crash = 'app:crash';
  test.each([
    ['two that run', { containers: [one('a'), one('b')] }, /^2\/2 Running 0$/],
    ['one of two that crashes', { containers: [one('a'), one('b', crash)] }, /^1\/2 CrashLoopBackOff \d/],
    ['one of two that is not ready', { containers: [one('a'), one('b', 'app:unready')] }, /^1\/2 Running 0$/],
    [
      'an init container that does not end',
      { initContainers: [one('setup')], containers: [one('a')] },
      /^0\/1 Init:0\/1 0$/,
    ],
    [
      'the second init container of two',
      { initContainers: [one('setup', 'setup:done'), one('more')], containers: [one('a')] },
      /^0\/1 Init:1\/2 0$/,
    ],
    [
      'an init container that crashes',
      { initContainers: [one('setup', crash)], containers: [one('a')] },
      /^0\/1 Init:CrashLoopBackOff \d/,
    ],
    [
      'a sidecar',
      {
        initContainers: [one('mesh', 'mesh:1', { restartPolicy: 'Always' }), one('setup', 'setup:done')],
        containers: [one('a')],
      },
      /^2\/2 Running 0$/,
    ],
    [
      'a sidecar that crashes',
      { initContainers: [one('mesh', crash, { restartPolicy: 'Always' })], containers: [one('a')] },
      /^[12]\/2 (CrashLoopBackOff|Running) [1-9]/,
    ],
    [
      'an init container whose image is missing',
      { initContainers: [one('setup', 'setup:missing')], containers: [one('a')] },
      /^0\/1 Init:(ErrImagePull|ImagePullBackOff) 0$/,
    ],
  ])('shows %s', async (_, spec, expected) => {
    const { session } = await applied(spec, '--timeout=40s');
    expect(await pods(session)).toMatch(expected);
  });
});

describe('apply', () => {
  test('says which containers of a pod start, one after the other', async () => {
    const { shown } = await applied({
      initContainers: [one('setup', 'setup:done'), one('mesh', 'mesh:1', { restartPolicy: 'Always' })],
      containers: [one('a'), one('b')],
    });
    expect(shown.code).toBe(0);
    expect(shown.stderr.split('\n').filter((line) => line.startsWith('pod/'))).toEqual([
      expect.stringMatching(/ started: setup$/),
      expect.stringMatching(/ started: mesh$/),
      expect.stringMatching(/ started: a, b$/),
    ]);
  });

  test('warns of none of the fields that pods of several containers have', async () => {
    const { shown } = await applied({
      shareProcessNamespace: true,
      initContainers: [one('mesh', 'mesh:1', { restartPolicy: 'Always' })],
      containers: [one('a')],
    });
    expect(shown.stderr).not.toContain('not acted on');
  });

  test('says which container ails, and what it wrote', async () => {
    const { shown } = await applied({ containers: [one('a'), one('b', 'app:crash')] }, '--timeout=30s');
    expect(shown.code).toBe(1);
    expect(shown.stderr).toMatch(/CrashLoopBackOff: container "b": it ended with exit code 1/);
    expect(shown.stderr).toContain('this image crashes, as its name says');
  });

  test('goes on where a command was interrupted between two init containers', async () => {
    const spec = {
      initContainers: [one('first', 'setup:done'), one('second', 'setup:done')],
      containers: [one('a')],
    };
    const session = openSession();
    await session.berth('apply -f - --timeout=5s', { stdin: deployment(spec) });
    expect(await pods(session)).toMatch(/^0\/1 Init:[01]\/2 0$/);
    const before = (await session.berth('get pods -o name')).stdout;
    expect((await session.berth('apply -f -', { stdin: deployment(spec) })).code).toBe(0);
    expect(await pods(session)).toBe('1/1 Running 0');
    expect((await session.berth('get pods -o name')).stdout).toBe(before);
  });

  test('brings back what somebody stopped, and only that', async () => {
    const { session } = await applied({ containers: [one('a'), one('b')] });
    const runtime = createMemoryRuntime(session);
    const [pod] = await runtime.listPods();
    const [a, b] = pod?.containers ?? [];
    if (pod === undefined || a === undefined || b === undefined) throw new Error('two containers expected');
    await createOutsider(session).stop({ ...pod, id: b.id });
    expect(await pods(session)).toBe('1/2 NotReady 0');
    await session.berth('apply -f -', { stdin: deployment({ containers: [one('a'), one('b')] }) });
    expect(await pods(session)).toMatch(/^2\/2 Running 0/);
    const [after] = await runtime.listPods();
    expect(after?.uid).toBe(pod.uid);
    expect(after?.containers?.[0]?.startedAt).toBe(a.startedAt);
  });
});

describe('one container of several', () => {
  const spec = {
    initContainers: [one('setup', 'setup:done-echo')],
    containers: [one('a', 'a:1'), one('b', 'b:echo')],
  };

  test('is chosen by name, else by the annotation, else it is the first, which is said', async () => {
    const { session } = await applied(spec);
    const said = 'this image writes a line, as its name says\n';
    expect(await session.berth('logs deploy/web')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Defaulted container "a" out of: a, b, setup (init)\n',
    });
    expect(await session.berth('logs deploy/web -c b')).toEqual({ code: 0, stdout: said, stderr: '' });
    expect(await session.berth('logs deploy/web -c setup')).toEqual({ code: 0, stdout: said, stderr: '' });
    expect((await session.berth('logs deploy/web --all-containers')).stdout).toBe(said + said);
    expect((await session.berth('logs deploy/web -c nope')).stderr).toMatch(
      /^error: container nope is not valid for pod web-\S+ out of: a, b, setup \(init\)\n$/,
    );
    expect((await session.berth('exec deploy/web -c setup -- true')).stderr).toContain(
      'unable to upgrade connection: container not found ("setup")',
    );
    expect(await session.berth('exec deploy/web -c b -- true')).toMatchObject({ code: 0, stderr: '' });
  });

  test('has no log before it begins', async () => {
    const { session } = await applied(
      { initContainers: [one('setup')], containers: [one('a')] },
      '--timeout=5s',
    );
    expect((await session.berth('logs deploy/web')).stderr).toMatch(
      /container "a" in pod "web-\S+" is waiting to start: PodInitializing\n$/,
    );
  });
});

test('a pod that used too much memory says so', async () => {
  const { session, shown } = await applied({ containers: [one('a', 'app:oom')] }, '--timeout=20s');
  expect(shown.stderr).toContain('it used more memory than it may');
  const { stdout } = await session.berth("get pods -o jsonpath='{..lastState.terminated.reason}'");
  expect(stdout).toBe('OOMKilled');
});
