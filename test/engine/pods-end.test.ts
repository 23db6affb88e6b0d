import { describe, expect, test } from 'vitest';
import { berth, berthOk, docker } from './berth.ts';
import { IMAGE, podFixture } from './pod-fixture.ts';

/** How containers end, and what they say of it. */

const fixture = podFixture();

const shell = (script: string, more: object = {}): object => ({
  name: 'main',
  image: IMAGE,
  command: ['sh', '-c', script],
  ...more,
});

const apply = (containers: readonly object[], spec: object = {}) =>
  berth(
    ['apply', '-n', fixture.namespace, '-f', '-', '--timeout=2s'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, containers, ...spec },
    }),
  );

const messages = async (path = 'state'): Promise<string> =>
  berthOk(
    ['get', 'pod', 'web', '-n', fixture.namespace, '-o'].concat(
      `jsonpath={.status.containerStatuses[*].${path}.terminated.message}`,
    ),
  );

describe('what a container says of its end', () => {
  test('is shown, though the pod may write nowhere else and is not root', async () => {
    const securityContext = { runAsUser: 1000, readOnlyRootFilesystem: true };
    await apply([shell('echo no coffee > /dev/termination-log; exit 3', { securityContext })]);
    await expect.poll(() => messages(), { timeout: 20_000 }).toBe('no coffee\n');
    const described = await berthOk(['describe', 'pod', 'web', '-n', fixture.namespace]);
    expect(described).toMatch(/Reason: +Error\n +Message: +no coffee\n\n? +Exit Code: +3/);
  });

  test('is told by each of several, from the place that the manifest names, or from its log', async () => {
    await apply([
      shell('echo file > /tmp/why; exit 1', { name: 'a', terminationMessagePath: '/tmp/why' }),
      shell('echo log; exit 1', { name: 'b', terminationMessagePolicy: 'FallbackToLogsOnError' }),
      shell('echo quiet; exit 1', { name: 'c' }),
    ]);
    await expect.poll(() => messages(), { timeout: 20_000 }).toBe('file\n log\n');
  });

  test('is kept of the run before, while the container runs again', async () => {
    const script =
      'test -e /tmp/again && exec sleep 1000; touch /tmp/again; sleep 2; echo first > /dev/termination-log';
    await apply([shell(script)], { restartPolicy: 'Always' });
    await expect.poll(() => messages('lastState'), { timeout: 20_000 }).toBe('first\n');
    const volumes = [
      'volume',
      'ls',
      '--quiet',
      '--filter',
      `label=io.kubernetes.pod.namespace=${fixture.namespace}`,
    ];
    expect(await docker(...volumes)).toContain('termination_messages');
    await berthOk(['delete', 'pod', 'web', '-n', fixture.namespace]);
    expect(await docker(...volumes)).not.toContain('termination_messages');
  });
});

test('a container ends by the signal that its manifest names', async () => {
  const script =
    'trap "" TERM; trap "echo stopped > /dev/termination-log; exit 7" USR1; while :; do sleep 0.1; done';
  await apply([shell(script, { lifecycle: { stopSignal: 'SIGUSR1' } })], { os: { name: 'linux' } });
  await docker('stop', '--time=20', `web.${fixture.namespace}.pod`);
  expect(await messages()).toBe('stopped\n');
});
