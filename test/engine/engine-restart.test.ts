import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEFAULT_PROXY_IMAGE } from '../../src/model/proxy.ts';
import { berth, berthOk, type Outcome } from './berth.ts';
import { canRunEngines, type PrivateEngine, startPrivateEngine } from './private-engine.ts';

const IMAGE = 'busybox:musl';
const REPLICAS = 3;
const PATIENCE = { interval: 50, timeout: 60_000 };

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

/** Two pods of two containers each, which show one another who they are. */
const SEVERAL = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: pair}
spec:
  replicas: 2
  selector: {matchLabels: {app: pair}}
  template:
    metadata: {labels: {app: pair}}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
      - name: setup
        image: ${IMAGE}
        command: [sh, -c, 'hostname > /www/page']
        volumeMounts: [{name: www, mountPath: /www}]
      - name: mesh
        restartPolicy: Always
        image: ${IMAGE}
        command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done']
      containers:
      - name: web
        image: ${IMAGE}
        command: [httpd, -f, -p, '8080', -h, /www]
        readinessProbe: {periodSeconds: 1, httpGet: {path: /page, port: 8080}}
        volumeMounts: [{name: www, mountPath: /www}]
      - name: side
        image: ${IMAGE}
        command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done']
      volumes: [{name: www, emptyDir: {}}]
---
apiVersion: v1
kind: Service
metadata: {name: pair}
spec:
  selector: {app: pair}
  ports: [{port: 80, targetPort: 8080}]
`;

describe.runIf(canRunEngines).each([
  ['gracefully', 'SIGTERM'],
  ['because it crashed', 'SIGKILL'],
] as const)('an engine that restarts %s', (_, signal) => {
  const namespace = 'restarts';
  let engine: PrivateEngine;
  let rollout: Outcome;
  let pairs: string[];

  const ask = (args: readonly string[], input?: string): Promise<Outcome> =>
    berth(['-n', namespace, ...args], input, engine.env);
  const pairNames = async (): Promise<string[]> => {
    const { stdout } = await ask(['get', 'pods', '-l', 'app=pair', '-o', 'name']);
    return stdout.trim().split('\n');
  };
  /** `running two`, of all containers of the Deployment. */
  const releases = async (): Promise<string[]> => {
    const format = '{{.State}} {{.Label "berth.dev/pod-labels"}}';
    const filters = ['--filter', `label=berth.dev/owner=Deployment/web`];
    const { stdout } = await engine.docker('ps', '--all', ...filters, '--format', format);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => line.replace(/^(\w+) .*"release":"(\w+)".*$/, '$1 $2'));
  };

  beforeAll(async () => {
    engine = await startPrivateEngine([IMAGE, DEFAULT_PROXY_IMAGE]);
    await berthOk(['-n', namespace, 'apply', '-f', '-'], `${manifest('one')}---${SEVERAL}`, engine.env);
    pairs = await pairNames();
    const second = ask(['apply', '-f', '-'], manifest('two'));
    await vi.waitUntil(async () => (await releases()).includes('running two'), PATIENCE);
    await engine.restart(signal);
    rollout = await second;
  });

  afterAll(() => engine.remove());

  test('holds an apply up that is in the middle of a rollout, and no more', async () => {
    expect(rollout).toEqual({ code: 0, stdout: expect.any(String), stderr: expect.any(String) });
    expect(await releases()).toEqual(Array.from({ length: REPLICAS }, () => 'running two'));
  });

  test('gives pods of several containers back, or the next command makes them whole', async () => {
    expect(await ask(['rollout', 'status', 'deployment/pair', '--timeout=60s'])).toMatchObject({ code: 0 });
    expect(await pairNames()).toEqual(pairs);
    const { stdout: shown } = await ask(['get', 'pods', '-l', 'app=pair', '--no-headers']);
    expect(shown).toMatch(/^(?:pair-\S+ +3\/3 +Running .*\n){2}$/);
    const names = pairs.map((name) => name.replace('pod/', ''));
    for (const name of names) {
      const inside = async (container: string, ...command: string[]): Promise<string> =>
        (await ask(['exec', name, '-c', container, '--', ...command])).stdout;
      expect(await inside('side', 'wget', '-qO-', 'localhost:8080/page')).toBe(`${name}\n`);
      const address = await inside('side', 'hostname', '-i');
      expect(await inside('web', 'hostname', '-i')).toBe(address);
      expect(await inside('mesh', 'hostname', '-i')).toBe(address);
      expect(names).toContain((await inside('side', 'wget', '-qO-', 'http://pair/page')).trim());
    }
  });
});
