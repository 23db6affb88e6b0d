import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../support/random.ts';
import { berth, berthOk, containersOf, docker, program, uniqueNamespace } from './berth.ts';

/** Commands that are killed, and people who work on berth's containers by hand. */

const IMAGE = 'busybox:musl';

const manifest = (release: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, release: ${release}}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: ${IMAGE}
        command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done']
`;

const namespaces: string[] = [];

const newNamespace = (): string => {
  const namespace = uniqueNamespace();
  namespaces.push(namespace);
  return namespace;
};

afterEach(async () => {
  await berthOk(['delete', 'namespace', ...namespaces.splice(0), '--ignore-not-found']);
});

const apply = (namespace: string, release: string): Promise<string> =>
  berthOk(['apply', '-n', namespace, '-f', '-'], manifest(release));

/** Runs `berth apply` and kills it, unless it ends before. */
const applyAndKill = async (namespace: string, release: string, afterMs: number): Promise<void> => {
  const [file, ...args] = program;
  const child = spawn(file, [...args, 'apply', '-n', namespace, '-f', '-'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  child.stdin?.end(manifest(release));
  await Promise.race([ended, pause(afterMs)]);
  child.kill('SIGKILL');
  await ended;
};

const releases = async (namespace: string): Promise<string[]> => {
  const format = '{{.State}} {{.Label "berth.dev/pod-labels"}}';
  const lines = await containersOf(namespace, format);
  return lines.map((line) => line.replace(/^(\w+) .*"release":"(\w+)".*$/, '$1 $2'));
};

describe('an apply that is killed', () => {
  /** As many at a time as leave a small machine some breath. */
  const batches = [
    [1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10],
  ];

  test('at ten moments is finished by the next', async () => {
    for (const seeds of batches) {
      await Promise.all(
        seeds.map(async (seed) => {
          const random = createRandom(seed);
          const namespace = newNamespace();
          await apply(namespace, 'one');
          await applyAndKill(namespace, 'two', random.int(200, 4_000));
          await apply(namespace, 'two');
          expect(await releases(namespace), `seed ${seed}`).toEqual(['running two', 'running two']);
        }),
      );
    }
  }, 400_000);
});

test('of two applies of different versions the later wins as a whole, and the earlier says so', async () => {
  const namespace = newNamespace();
  await apply(namespace, 'one');
  const earlier = berth(['apply', '-n', namespace, '-f', '-'], manifest('two'));
  await vi.waitUntil(async () => (await releases(namespace)).includes('running two'), { timeout: 60_000 });
  await apply(namespace, 'three');
  expect(await releases(namespace)).toEqual(['running three', 'running three']);
  const { code, stderr } = await earlier;
  expect(code).toBe(1);
  expect(stderr).toContain('error: deployment.apps/web was superseded: ');
});

describe('whatever is done to a container by hand', () => {
  test.each<[string, (id: string) => Promise<string>]>([
    ['docker rm -f', (id) => docker('rm', '-f', id)],
    ['docker stop', (id) => docker('stop', '-t', '0', id)],
    ['docker pause', (id) => docker('pause', id)],
    ['docker kill', (id) => docker('kill', id)],
    ['docker network disconnect', (id) => docker('network', 'disconnect', 'berth', id)],
    ['docker rename', (id) => docker('rename', id, `renamed-${id.slice(0, 12)}`)],
  ])('%s is made good by the next apply', async (_, blow) => {
    const namespace = newNamespace();
    await apply(namespace, 'one');
    const [victim = ''] = await containersOf(namespace, '{{.ID}}');
    await blow(victim);
    await apply(namespace, 'one');
    expect(await releases(namespace)).toEqual(['running one', 'running one']);
    const addresses = await berthOk([
      'get',
      'pods',
      '-n',
      namespace,
      '-o',
      'jsonpath={.items[*].status.podIP}',
    ]);
    expect(addresses).toMatch(/^[0-9.]+ [0-9.]+$/);
  });

  test('is made good by the rollout that it happens in', async () => {
    const namespace = newNamespace();
    await apply(namespace, 'one');
    const rollout = berth(['apply', '-n', namespace, '-f', '-'], manifest('two'));
    const blows = ['rm -f', 'pause', 'network disconnect berth', 'rename', 'stop -t 0'];
    for (const blow of blows) {
      await pause(600);
      const [victim] = await containersOf(namespace, '{{.ID}}');
      if (victim === undefined) continue;
      const name = blow === 'rename' ? [`renamed-${victim.slice(0, 12)}`] : [];
      await docker(...blow.split(' '), victim, ...name).catch(() => undefined);
    }
    await rollout;
    await berthOk(['rollout', 'status', 'deploy/web', '-n', namespace]);
    expect(await releases(namespace)).toEqual(['running two', 'running two']);
  });
});

test('the report of a release that ends at once has its exit code and its last words', async () => {
  const namespace = newNamespace();
  const broken = manifest('one')
    .replace(/command: .*/, "command: [sh, -c, 'echo no database; exit 3']")
    .replace('replicas: 2', 'replicas: 1\n  progressDeadlineSeconds: 8');
  const { code, stderr } = await berth(['apply', '-n', namespace, '-f', '-'], broken);
  expect(code).toBe(1);
  expect(stderr).toMatch(/\npod\/web-\w+-\w+: CrashLoopBackOff: it ended with exit code 3 /);
  expect(stderr).toContain('\n    no database\n');
});
