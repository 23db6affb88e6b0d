import { mkdtempSync, rmSync, writeFileSync, copyFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createGrpcHealth, portOf } from '../support/grpc-health.ts';
import { berth, berthOk, docker } from './berth.ts';
import { IMAGE, inside, podFixture } from './pod-fixture.ts';

/** Holds one static binary and nothing else: no shell, no /etc, no libraries. */
const BARE = 'berth-test/bare:1';

const makeBareImage = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-bare-'));
  try {
    const source = await docker('create', IMAGE);
    await docker('cp', `${source.trim()}:/bin/busybox`, join(folder, 'busybox'));
    await docker('rm', source.trim());
    copyFileSync(join(folder, 'busybox'), join(folder, 'httpd'));
    chmodSync(join(folder, 'httpd'), 0o755);
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM scratch\nCOPY httpd /httpd\nENTRYPOINT ["/httpd", "-f", "-p", "8080", "-h", "/"]\n',
    );
    await docker('build', '--quiet', '--tag', BARE, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

beforeAll(makeBareImage);
afterAll(() => docker('image', 'rm', '--force', BARE));

/** Serves what lies in /www on port 8080, and writes down each request. */
const SERVER = ['sh', '-c', 'mkdir -p /www; exec httpd -f -v -p 8080 -h /www 2>/log'];

describe('probes', () => {
  const pod = podFixture();
  const readiness = async (): Promise<string> => {
    const out = await berthOk(['get', 'pods', '-n', pod.namespace, '--no-headers']);
    return out.replaceAll(/ +/g, ' ').split(' ').slice(1, 4).join(' ');
  };
  /** Looks until it is so, as people do with get -w. */
  const becomes = async (expected: string | RegExp): Promise<string> => {
    for (;;) {
      const found = await readiness();
      if (typeof expected === 'string' ? found === expected : expected.test(found)) return found;
    }
  };
  const fast = { periodSeconds: 1, timeoutSeconds: 1 };

  test('a pod is ready when its readiness probe passes, and no longer when it fails', async () => {
    const apply = berthOk(
      ['apply', '-n', pod.namespace, '--timeout=60s', '-f', '-'],
      pod.manifest({
        containers: [
          { readinessProbe: { ...fast, failureThreshold: 2, exec: { command: ['cat', '/tmp/ready'] } } },
        ],
      }),
    );
    await becomes('0/1 Running 0');
    const container = await pod.container();
    await inside(container, 'touch /tmp/ready');
    await apply;
    expect(await readiness()).toBe('1/1 Running 0');
    await inside(container, 'rm /tmp/ready');
    await becomes('0/1 Running 0');
    await inside(container, 'touch /tmp/ready');
    await becomes('1/1 Running 0');
  });

  test('nothing is needed in the image: http, by a named port, with headers, on one static binary', async () => {
    const http = { path: '/httpd', port: 'web', httpHeaders: [{ name: 'X-Probe', value: "it's me" }] };
    await berthOk(
      ['apply', '-n', pod.namespace, '--timeout=60s', '-f', '-'],
      pod.manifest({
        containers: [
          {
            image: BARE,
            command: [],
            ports: [{ name: 'web', containerPort: 8080 }],
            startupProbe: { ...fast, tcpSocket: { port: 8080 } },
            readinessProbe: { ...fast, httpGet: http },
            livenessProbe: { ...fast, tcpSocket: { port: 'web' } },
          },
        ],
      }),
    );
    expect(await readiness()).toBe('1/1 Running 0');
  });

  test.each([
    ['a page that is there', { httpGet: { path: '/page', port: 8080 } }, '1/1 Running 0'],
    ['a page that is not there', { httpGet: { path: '/nope', port: 8080 } }, '0/1 Running 0'],
    ['a port that listens', { tcpSocket: { port: 8080 } }, '1/1 Running 0'],
    ['a port that does not', { tcpSocket: { port: 8081 } }, '0/1 Running 0'],
    ['a command that takes too long', { exec: { command: ['sleep', '5'] } }, '0/1 Running 0'],
    ['a port that speaks no gRPC', { grpc: { port: 8080 } }, '0/1 Running 0'],
  ])('%s', async (_, probe, expected) => {
    const { stderr } = await berth(
      ['apply', '-n', pod.namespace, `--timeout=${expected.startsWith('1') ? 30 : 3}s`, '-f', '-'],
      pod.manifest({
        containers: [
          {
            command: ['sh', '-c', 'mkdir /www; echo hi > /www/page; exec httpd -f -p 8080 -h /www'],
            readinessProbe: { ...fast, ...probe },
          },
        ],
      }),
    );
    expect(stderr).not.toContain('not acted on');
    expect(await readiness()).toBe(expected);
  });

  test('gRPC is asked for the health of the service that is named', async () => {
    const asked: string[] = [];
    const server = createGrpcHealth((service) => {
      asked.push(service);
      return service === 'shop.Cart';
    });
    onTestFinished(() => void server.close());
    const port = await portOf(server);
    const withProbe = (service: string) => ({
      hostNetwork: true,
      containers: [{ readinessProbe: { ...fast, grpc: { port, service } } }],
    });
    await pod.run(withProbe('shop.Cart'));
    expect(await readiness()).toBe('1/1 Running 0');
    expect(asked).toContain('shop.Cart');
    const { code } = await berth(
      ['apply', '-n', pod.namespace, '--timeout=5s', '-f', '-'],
      pod.manifest(withProbe('shop.Other')),
    );
    expect(code).toBe(1);
    expect(asked).toContain('shop.Other');
  });

  test('a liveness probe that fails restarts the container, which is counted; SIGTERM comes first', async () => {
    const container = await pod.run({
      securityContext: { runAsUser: 1234 },
      volumes: [{ name: 'told', emptyDir: {} }],
      containers: [
        {
          command: [
            'sh',
            '-c',
            'trap "echo told >> /told/log; exit 0" TERM; while :; do sleep 3600 & wait $!; done',
          ],
          volumeMounts: [{ name: 'told', mountPath: '/told' }],
          livenessProbe: {
            ...fast,
            failureThreshold: 2,
            exec: { command: ['sh', '-c', '! test -e /told/broken'] },
          },
        },
      ],
    });
    await becomes('1/1 Running 0');
    await inside(container, 'touch /told/broken');
    await becomes(/^[01]\/1 (Running|CrashLoopBackOff) [1-9]/);
    await docker('exec', container, 'rm', '-f', '/told/broken').catch(() => undefined);
    expect(await docker('logs', container)).toBe('');
    await becomes(/^1\/1 Running [1-9]/);
    expect(await inside(container, 'head -1 /told/log')).toBe('told\n');
  });

  test('one that ignores SIGTERM is ended by force after the grace period of its probe', async () => {
    await pod.run({
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          command: ['sh', '-c', 'trap "" TERM; while :; do sleep 3600 & wait $!; done'],
          livenessProbe: {
            ...fast,
            initialDelaySeconds: 2,
            failureThreshold: 1,
            terminationGracePeriodSeconds: 1,
            exec: { command: ['false'] },
          },
        },
      ],
    });
    expect(await becomes(/^[01]\/1 (Running|CrashLoopBackOff|Error) [1-9]/)).toMatch(/ [1-9]/);
  });

  test('a startup probe holds the others back, and ends what does not start in its time', async () => {
    const container = await pod.run({
      containers: [
        {
          command: ['sh', '-c', 'sleep 2; touch /tmp/up; sleep 3600'],
          startupProbe: { periodSeconds: 1, failureThreshold: 30, exec: { command: ['cat', '/tmp/up'] } },
          livenessProbe: { ...fast, failureThreshold: 1, exec: { command: ['cat', '/tmp/up'] } },
        },
      ],
    });
    expect(await readiness()).toBe('1/1 Running 0');
    expect(await inside(container, 'ls /tmp')).toBe('up\n');
    await berth(
      ['apply', '-n', pod.namespace, '--timeout=3s', '-f', '-'],
      pod.manifest({
        containers: [
          { startupProbe: { periodSeconds: 1, failureThreshold: 1, exec: { command: ['false'] } } },
        ],
      }),
    );
    for (;;) {
      const out = await berthOk(['get', 'pods', '-n', pod.namespace, '--no-headers']);
      if (/ 0\/1 +\S+ +[1-9]/.test(out)) break;
    }
  });

  test('a probe that fails leaves the old pods serving', async () => {
    const old = await pod.run({ containers: [{ command: SERVER }] });
    const failed = await berth(
      ['apply', '-n', pod.namespace, '--timeout=4s', '-f', '-'],
      pod.manifest({
        containers: [{ command: SERVER, readinessProbe: { ...fast, tcpSocket: { port: 9 } } }],
      }),
    );
    expect(failed.code).toBe(1);
    expect(await docker('inspect', '-f', '{{.State.Running}}', old)).toBe('true\n');
  });

  test('what an image says of its own health counts for nothing, as in Kubernetes', async () => {
    const image = `berth-test/sick:${pod.namespace}`;
    const source = (await docker('create', IMAGE)).trim();
    await docker('commit', '--change', 'HEALTHCHECK --interval=1s CMD false', source, image);
    await docker('rm', source);
    await pod.run({ containers: [{ image }] });
    expect(await readiness()).toBe('1/1 Running 0');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    await docker('image', 'rm', image);
  });

  test('postStart runs before the pod is ready, and preStop before it is asked to end', async () => {
    const spec = {
      terminationGracePeriodSeconds: 20,
      volumes: [{ name: 'log', hostPath: { path: `/tmp/${pod.namespace}`, type: 'DirectoryOrCreate' } }],
      containers: [
        {
          command: [
            'sh',
            '-c',
            'trap "echo term >> /log/log; exit 0" TERM; while :; do sleep 3600 & wait $!; done',
          ],
          volumeMounts: [{ name: 'log', mountPath: '/log' }],
          lifecycle: {
            postStart: { exec: { command: ['sh', '-c', 'echo start >> /log/log'] } },
            preStop: { exec: { command: ['sh', '-c', 'sleep 1; echo stop >> /log/log'] } },
          },
        },
      ],
    };
    const container = await pod.run(spec);
    expect(await inside(container, 'cat /log/log')).toBe('start\n');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    const log = ['run', '--rm', '-v', `/tmp:/host`, IMAGE, 'sh', '-c'];
    expect(await docker(...log, `cat /host/${pod.namespace}/log; rm -r /host/${pod.namespace}`)).toBe(
      'start\nstop\nterm\n',
    );
  });
});
