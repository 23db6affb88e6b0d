import { describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker } from './berth.ts';
import { podFixture } from './pod-fixture.ts';

/** Pods and the one node: the machine of the engine. */

const fixture = podFixture();

const apply = (spec: object, ...flags: string[]) =>
  berth(['apply', '-n', fixture.namespace, '-f', '-', ...flags], fixture.manifest(spec));

const pending = async (): Promise<string> => {
  const out = await berthOk(['get', 'pods', '-n', fixture.namespace, '--no-headers']);
  return out.trim().split(/ {2,}/).slice(1, 3).join(' ');
};

/** A container that asks for more than half of the memory: two such do not fit beside each other. */
const greedy = async (): Promise<object> => {
  const bytes = Number(await docker('info', '--format', '{{.MemTotal}}'));
  return { resources: { requests: { memory: String(Math.ceil(bytes * 0.6)) } } };
};

const bare = (spec: object): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'alone' },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: 'busybox:musl', command: ['sleep', '1000'], ...spec }],
    },
  });

describe('a node selector', () => {
  test('that the machine meets lets the pod run there', async () => {
    const architecture = (await docker('version', '--format', '{{.Server.Arch}}')).trim();
    const nodeSelector = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': architecture };
    expect(await apply({ nodeSelector }, '--timeout=60s')).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('Warning'),
    });
    expect(await pending()).toBe('1/1 Running');
  });

  test('that it does not meet leaves the pod Pending, with no container', async () => {
    const { code, stderr } = await apply({ nodeSelector: { 'kubernetes.io/arch': 'vax' } }, '--timeout=1s');
    expect(code).toBe(1);
    expect(stderr).toContain("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    expect(await pending()).toBe('0/1 Pending');
    expect(await containersOf(fixture.namespace)).toEqual([]);
  });
});

test('pods that keep apart: one runs, the other waits', async () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  expect((await apply({ affinity }, '--timeout=60s')).code).toBe(0);
  const { stderr } = await berth(
    'scale deployment web --replicas=2 --timeout=1s -n'.split(' ').concat(fixture.namespace),
  );
  expect(stderr).toContain("1 node(s) didn't match pod anti-affinity rules.");
  expect(await containersOf(fixture.namespace)).toHaveLength(1);
});

describe('requests that have to be met', () => {
  test('let a pod wait that does not fit, until another has made room', async () => {
    const { namespace } = fixture;
    const container = await greedy();
    try {
      const first = await apply({ containers: [container] }, '--enforce-requests', '--timeout=60s');
      expect(first.code).toBe(0);
      const held = await berth(['apply', '-n', namespace, '-f', '-', '--timeout=1s'], bare(container));
      expect(held.stderr).toContain('0/1 nodes are available: 1 Insufficient memory.');
      const where = ['-n', namespace, 'pod', 'alone'];
      expect(await berthOk(['get', ...where, '-o', 'jsonpath={.status.conditions[*].reason}'])).toBe(
        'Unschedulable',
      );
      expect(await berthOk(['describe', ...where])).toMatch(/Warning +FailedScheduling .*default-scheduler/);
      await berthOk(['delete', 'deployment', 'web', '-n', namespace]);
      await berthOk(['wait', '--for=condition=Ready', ...where.slice(2), '--timeout=30s', '-n', namespace]);
    } finally {
      // The setting is of the whole engine.
      await berthOk(['create', 'configmap', 'any', '-n', namespace, '--enforce-requests=false']);
    }
  });
});
