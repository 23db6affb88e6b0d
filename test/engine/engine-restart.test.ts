import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berth } from './berth.ts';
import { canRunEngines, type PrivateEngine, startPrivateEngine } from './private-engine.ts';

const IMAGE = 'busybox:musl';
const REPLICAS = 3;

const manifest = (release: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${REPLICAS}
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

describe.runIf(canRunEngines)('an engine that restarts in the middle of a rollout', () => {
  let engine: PrivateEngine;

  beforeAll(async () => {
    engine = await startPrivateEngine([IMAGE]);
  });

  afterAll(() => engine.remove());

  const apply = (namespace: string, release: string) =>
    berth(['apply', '-n', namespace, '-f', '-'], manifest(release), engine.env);

  /** `running two`, of all containers of a namespace. */
  const releases = async (namespace: string): Promise<string[]> => {
    const format = '{{.State}} {{.Label "berth.dev/pod-labels"}}';
    const filter = `label=io.kubernetes.pod.namespace=${namespace}`;
    const { stdout } = await engine.docker('ps', '--all', '--filter', filter, '--format', format);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => line.replace(/^(\w+) .*"release":"(\w+)".*$/, '$1 $2'));
  };

  test.each([
    ['gracefully', 'SIGTERM'],
    ['because it crashed', 'SIGKILL'],
  ] as const)('%s holds the same apply up, and no more', async (_, signal) => {
    const namespace = signal.toLowerCase();
    expect(await apply(namespace, 'one')).toMatchObject({ code: 0 });
    const rollout = apply(namespace, 'two');
    await expect.poll(() => releases(namespace), { interval: 50, timeout: 60_000 }).toContain('running two');
    await engine.restart(signal);
    const { code, stderr } = await rollout;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) });
    expect(await releases(namespace)).toEqual(Array.from({ length: REPLICAS }, () => 'running two'));
  });
});
