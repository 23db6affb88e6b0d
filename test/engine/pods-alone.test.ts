import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';
import { IMAGE } from './pod-fixture.ts';

const FOREVER = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done';

describe('a pod that stands alone', () => {
  let namespace = '';
  beforeEach(() => {
    namespace = uniqueNamespace();
  });
  afterEach(async () => {
    await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
  });

  const manifest = (script: string, spec: object = {}): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'main', image: IMAGE, command: ['sh', '-c', script] }],
        ...spec,
      },
    });
  const apply = (script: string, spec: object = {}) =>
    berth(['apply', '-n', namespace, '--timeout=60s', '-f', '-'], manifest(script, spec));
  const shown = async (): Promise<string> => {
    const out = await berthOk(['get', 'pod', 'web', '-n', namespace, '--no-headers']);
    return out.trim().split(/ {2,}/).slice(1, 4).join(' ');
  };
  const becomes = (expected: RegExp | string): Promise<void> =>
    expect.poll(shown, { timeout: 60_000, interval: 200 }).toMatch(expected);

  test('keeps its name, inside too, and leaves nothing behind', async () => {
    expect((await apply(FOREVER)).code).toBe(0);
    expect(await shown()).toBe('1/1 Running 0');
    expect(await berthOk(['exec', '-n', namespace, 'web', '--', 'hostname'])).toBe('web\n');
    expect(await containersOf(namespace)).toEqual([`web.${namespace}.pod`]);
    await berthOk(['delete', 'pod', 'web', '-n', namespace]);
    expect(await containersOf(namespace)).toEqual([]);
  });

  test.each([
    ['Never', 'true', /^0\/1 Completed 0/],
    ['Never', 'exit 3', /^0\/1 Error 0/],
    ['OnFailure', 'true', /^0\/1 Completed 0/],
    ['OnFailure', 'sleep 1; exit 3', /^[01]\/1 (CrashLoopBackOff|Running) [1-9]/],
  ])('under %s that runs %j is %s', async (restartPolicy, script, expected) => {
    await berth(['apply', '-n', namespace, '--timeout=5s', '-f', '-'], manifest(script, { restartPolicy }));
    await becomes(expected);
    const again = await berth(
      ['apply', '-n', namespace, '--timeout=5s', '-f', '-'],
      manifest(script, { restartPolicy }),
    );
    expect(again.stdout).toBe('pod/web unchanged\n');
    await becomes(expected);
  });

  test('takes another image in place', async () => {
    await apply(FOREVER);
    const image = `berth-test/other:${namespace}`;
    await docker('tag', IMAGE, image);
    try {
      await berthOk(['set', 'image', 'pod/web', `main=${image}`, '-n', namespace]);
      expect(await shown()).toBe('1/1 Running 0');
      expect(await containersOf(namespace, '{{.Image}}')).toEqual([image]);
      await berthOk(['delete', 'pod', 'web', '-n', namespace]);
    } finally {
      await docker('image', 'rm', image);
    }
  });

  test('is reached through a Service of the same name', async () => {
    await apply('echo hello > /tmp/page; exec httpd -f -p 8080 -h /tmp');
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    };
    await berthOk(['apply', '-n', namespace, '--timeout=60s', '-f', '-'], JSON.stringify(service));
    const ask = ['exec', '-n', namespace, 'web', '--', 'wget', '-qO-', `http://web.${namespace}/page`];
    expect(await berthOk(ask)).toBe('hello\n');
    await berthOk(['delete', 'service', 'web', '-n', namespace]);
  });

  test('that has done its work with a sidecar beside it is done', async () => {
    const mesh = { name: 'mesh', image: IMAGE, command: ['sh', '-c', FOREVER], restartPolicy: 'Always' };
    const spec = { restartPolicy: 'Never', initContainers: [mesh] };
    await apply('true', spec);
    const again = await apply('true', spec);
    expect(again).toMatchObject({ code: 0, stdout: 'pod/web unchanged\n' });
    await becomes(/^0\/2 Completed 0/);
  });
});
