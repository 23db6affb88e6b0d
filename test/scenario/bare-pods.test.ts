import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** Pods that stand alone: `kind: Pod`. */

const podManifest = (spec: object = {}, metadata: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...metadata },
    spec: { containers: [{ name: 'main', image: 'web:1' }], ...spec },
  });

const running = (image: string) => ({ containers: [{ name: 'main', image }] });

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });
const apply = (spec: object = {}, flags = '', metadata: object = {}) =>
  berth(`apply -f - ${flags}`, podManifest(spec, metadata));

/** READY, STATUS and RESTARTS. */
const shown = async (): Promise<string> => {
  const { stdout } = await berth('get pod web --no-headers');
  return stdout.replaceAll(/ +/g, ' ').split(' ').slice(1, 4).join(' ');
};

beforeEach(() => {
  session = openSession();
});

describe('a pod that stands alone', () => {
  test('is applied, shown, and applied again without effect', async () => {
    expect(await apply()).toMatchObject({ code: 0, stdout: 'pod/web created\n' });
    expect(await shown()).toBe('1/1 Running 0');
    const uid = (await berth('get pod web -o jsonpath={.metadata.uid}')).stdout;
    expect(await apply()).toEqual({ code: 0, stdout: 'pod/web unchanged\n', stderr: '' });
    expect((await berth('get pod web -o jsonpath={.metadata.uid}')).stdout).toBe(uid);
  });

  test('is there before it runs', async () => {
    await apply({}, '--wait=false');
    expect(await shown()).toBe('0/1 Pending 0');
    expect((await apply()).code).toBe(0);
    expect(await shown()).toBe('1/1 Running 0');
  });

  test('is deleted, and its name is free again', async () => {
    await apply();
    expect(await berth('delete pod web')).toMatchObject({ code: 0, stdout: 'pod "web" deleted\n' });
    expect((await berth('get pods')).stderr).toBe('No resources found in default namespace.\n');
    expect((await apply(running('web:2'))).stdout).toBe('pod/web created\n');
    expect(await shown()).toBe('1/1 Running 0');
    await berth('delete -f -', podManifest());
    expect((await berth('get pods')).stderr).toBe('No resources found in default namespace.\n');
  });

  test('goes with its namespace', async () => {
    await berth('create namespace blue');
    await berth('apply -n blue -f -', podManifest());
    expect((await berth('delete namespace blue')).code).toBe(0);
    expect((await berth('get pods -A')).stderr).toBe('No resources found\n');
  });

  test.each([
    ['Never', 'task:done', { code: 0 }, '0/1 Completed 0'],
    ['OnFailure', 'task:done', { code: 0 }, '0/1 Completed 0'],
    ['Never', 'task:crash', { code: 0 }, '0/1 Error 0'],
    ['Never', 'task:oom', { code: 0 }, '0/1 OOMKilled 0'],
  ])('under %s that runs %s ends for good', async (restartPolicy, image, outcome, expected) => {
    expect(await apply({ restartPolicy, ...running(image) })).toMatchObject(outcome);
    await session.clock.sleep(5_000);
    expect(await shown()).toBe(expected);
    expect((await apply({ restartPolicy, ...running(image) })).stdout).toBe('pod/web unchanged\n');
    expect(await shown()).toBe(expected);
  });

  test('under OnFailure is started again where it failed', async () => {
    await apply({ restartPolicy: 'OnFailure', ...running('task:crash') }, '--timeout=30s');
    await session.clock.sleep(10_000);
    expect(await shown()).toMatch(/^[01]\/1 (CrashLoopBackOff|Running) [1-9]/);
  });

  test('whose init container fails under Never is an Init:Error', async () => {
    const initContainers = [{ name: 'setup', image: 'setup:crash' }];
    const { code, stderr } = await apply({ restartPolicy: 'Never', initContainers });
    expect(code).toBe(1);
    expect(stderr).toContain('error: pod "web" has failed');
    expect(stderr).toContain('container "setup": it ended with exit code 1');
    expect(await shown()).toBe('0/1 Init:Error 0');
  });

  test('whose image cannot be pulled says so', async () => {
    const { code, stderr } = await apply(running('web:missing'), '--timeout=40s');
    expect(code).toBe(1);
    expect(stderr).toContain('error: timed out waiting for pod/web');
    expect(await shown()).toBe('0/1 ImagePullBackOff 0');
  });

  test('takes another image in place', async () => {
    await apply();
    const uid = (await berth('get pod web -o jsonpath={.metadata.uid}')).stdout;
    expect((await berth('set image pod/web main=web:2')).stdout).toBe('pod/web image updated\n');
    expect((await berth('get pods -o jsonpath={..image}')).stdout).toContain('web:2');
    expect((await berth('get pod web -o jsonpath={.metadata.uid}')).stdout).toBe(uid);
    expect(await shown()).toBe('1/1 Running 0');
    const { pods } = await session.store.read();
    expect(pods.map(({ asked }) => asked.spec.containers[0]?.image)).toEqual(['web:2']);
  });

  test('cannot be made another one, in the words of the API server', async () => {
    await apply();
    const { code, stderr } = await apply({ hostname: 'other' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'The Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    );
    expect(stderr).toContain('spec.hostname');
    expect(await shown()).toBe('1/1 Running 0');
  });

  test('takes labels while it is there', async () => {
    await apply();
    expect((await berth('label pod web tier=front')).stdout).toBe('pod/web labeled\n');
    expect((await berth('get pods -l tier=front -o name')).stdout).toBe('pod/web\n');
    expect(await shown()).toBe('1/1 Running 0');
  });

  test('is warned about nowhere', async () => {
    expect((await apply()).stderr).not.toContain('not acted on');
  });

  test('whose record was lost is shown, and can be deleted', async () => {
    await apply();
    await session.store.update((state) => ({ ...state, records: [] }));
    expect(await shown()).toBe('1/1 Running 0');
    expect(await berth('delete pod web')).toMatchObject({ code: 0, stdout: 'pod "web" deleted\n' });
    expect((await berth('get pods')).stderr).toBe('No resources found in default namespace.\n');
    await apply();
    await session.store.update((state) => ({ ...state, records: [] }));
    expect((await apply()).code).toBe(0);
    const { pods } = await session.store.read();
    expect(pods.map(({ asked }) => asked.name)).toEqual(['web']);
  });

  test('that somebody removed comes back by applying it again', async () => {
    await apply();
    const { pods } = await session.store.read();
    await session.store.update((state) => ({ ...state, pods: [] }));
    expect(pods).toHaveLength(1);
    expect(await shown()).toBe('0/1 Pending 0');
    expect(await apply()).toMatchObject({ code: 0, stdout: 'pod/web unchanged\n' });
    expect(await shown()).toBe('1/1 Running 0');
  });
});
