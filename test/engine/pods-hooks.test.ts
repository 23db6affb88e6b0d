import { describe, expect, test } from 'vitest';
import { berth, berthOk, docker } from './berth.ts';
import { IMAGE, podFixture } from './pod-fixture.ts';

/** Writes down when it is asked to end. */
const says = (name: string): string =>
  `trap "echo ${name}: term >> /log/log; exit 0" TERM; while :; do sleep 3600 & wait $!; done`;
const note = (text: string) => ({ exec: { command: ['sh', '-c', `echo ${text} >> /log/log`] } });
const one = (name: string, more: object = {}) => ({
  name,
  image: IMAGE,
  command: ['sh', '-c', says(name)],
  volumeMounts: [{ name: 'log', mountPath: '/log' }],
  ...more,
});

describe('hooks and probes of a pod of several containers', () => {
  const pod = podFixture();
  /** Where what is written can be read when the pod has gone. */
  const volumes = () => [
    { name: 'log', hostPath: { path: `/tmp/${pod.namespace}`, type: 'DirectoryOrCreate' } },
  ];
  const log = async (): Promise<string[]> => {
    const script = `cat /host/${pod.namespace}/log; rm -r /host/${pod.namespace}`;
    const text = await docker('run', '--rm', '-v', '/tmp:/host', IMAGE, 'sh', '-c', script);
    return text.trim().split('\n');
  };
  const inside = (container: string, script: string): Promise<string> =>
    berthOk(['exec', '-n', pod.namespace, 'deploy/web', '-c', container, '--', 'sh', '-c', script]);
  const apply = (spec: object, timeout = '60s') =>
    berth(['apply', '-n', pod.namespace, `--timeout=${timeout}`, '-f', '-'], pod.manifest(spec));
  const shown = async (): Promise<string> => {
    const out = await berthOk(['get', 'pods', '-n', pod.namespace, '--no-headers']);
    return out.trim().split(/ {2,}/).slice(1, 4).join(' ');
  };
  const becomes = (expected: RegExp): Promise<void> =>
    expect.poll(shown, { timeout: 60_000, interval: 200 }).toMatch(expected);

  test('run in the container that has them; who waits for nothing ends before who does', async () => {
    const { code, stderr } = await apply({
      terminationGracePeriodSeconds: 30,
      volumes: volumes(),
      containers: [
        one('slow', {
          lifecycle: { postStart: { sleep: { seconds: 1 } }, preStop: { sleep: { seconds: 2 } } },
        }),
        one('told', { lifecycle: { postStart: note('told: begin'), preStop: note('told: end') } }),
        one('quick'),
      ],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('not acted on') });
    expect(await inside('quick', 'cat /log/log')).toBe('told: begin\n');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    const lines = await log();
    expect(lines.at(-1)).toBe('slow: term');
    expect(lines.toSorted()).toEqual(
      ['told: begin', 'told: end', 'told: term', 'quick: term', 'slow: term'].toSorted(),
    );
    expect(lines.indexOf('told: end')).toBeLessThan(lines.indexOf('told: term'));
  });

  test('one that does not live is given its preStop, is told to end, and begins anew alone', async () => {
    await apply({
      terminationGracePeriodSeconds: 10,
      volumes: volumes(),
      containers: [
        one('frail', {
          lifecycle: { preStop: note('frail: stop') },
          readinessProbe: { periodSeconds: 1, tcpSocket: { port: 8080 } },
          livenessProbe: {
            periodSeconds: 1,
            failureThreshold: 1,
            exec: { command: ['sh', '-c', '! test -e /log/sick'] },
          },
        }),
        one('sound', { command: ['sh', '-c', `httpd -p 8080 -h /log; ${says('sound')}`] }),
      ],
    });
    expect(await shown()).toBe('2/2 Running 0');
    await inside('sound', 'touch /log/sick; while [ ! -e /log/log ]; do sleep 0.1; done; rm /log/sick');
    await becomes(/^2\/2 Running 1/);
    expect(await inside('sound', 'cat /log/log')).toBe('frail: stop\nfrail: term\n');
    const restarts = '{range .items[0].status.containerStatuses[*]}{.name}={.restartCount} {end}';
    expect(await berthOk(['get', 'pods', '-n', pod.namespace, '-o', `jsonpath=${restarts}`])).toBe(
      'frail=1 sound=0 ',
    );
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    await log();
  });

  test('a startup probe of one holds up neither the others nor their probes', async () => {
    const { code } = await apply(
      {
        containers: [
          one('late', {
            volumeMounts: [],
            startupProbe: {
              periodSeconds: 1,
              failureThreshold: 60,
              exec: { command: ['test', '-e', '/tmp/up'] },
            },
          }),
          one('early', {
            volumeMounts: [],
            readinessProbe: { periodSeconds: 1, exec: { command: ['true'] } },
          }),
        ],
      },
      '3s',
    );
    expect(code).toBe(1);
    await becomes(/^1\/2 Running 0/);
    await inside('late', 'touch /tmp/up');
    await becomes(/^2\/2 Running 0/);
  });

  test('a postStart that fails ends its container, and so does not count as begun', async () => {
    const { code } = await apply(
      {
        terminationGracePeriodSeconds: 1,
        volumes: volumes(),
        containers: [
          one('first', { lifecycle: { postStart: { exec: { command: ['false'] } } } }),
          one('second'),
        ],
      },
      '3s',
    );
    expect(code).toBe(1);
    await becomes(/^1\/2 \S+ [1-9]/);
    expect(await inside('second', 'head -1 /log/log')).toBe('first: term\n');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    await log();
  });
});
