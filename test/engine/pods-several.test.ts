import { describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';
import { IMAGE, podFixture } from './pod-fixture.ts';

/** Ends at once when it is asked to. */
const FOREVER = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done';
const shell = (name: string, script: string, more: object = {}) => ({
  name,
  image: IMAGE,
  command: ['sh', '-c', script],
  ...more,
});

const NET_ADMIN = { securityContext: { capabilities: { add: ['NET_ADMIN'] } } };
const HUNGRY = 'x=a; while :; do x=$x$x; done';

/** Whether this engine says of a container that it was ended for want of memory. One that is itself confined does not. */
const name = uniqueNamespace();
await docker('run', '--name', name, '--memory', '16m', IMAGE, 'sh', '-c', HUNGRY).catch(() => undefined);
const tellsOfMemory = (await docker('inspect', '-f', '{{.State.OOMKilled}}', name)) === 'true\n';
await docker('rm', name);

describe('a pod of several containers', () => {
  const pod = podFixture();

  const apply = (spec: object, timeout = '60s') =>
    berth(['apply', '-n', pod.namespace, `--timeout=${timeout}`, '-f', '-'], pod.manifest(spec));
  const applyOk = async (spec: object): Promise<void> => {
    const { code, stderr } = await apply(spec);
    expect({
      code,
      stderr: stderr.replaceAll(/^(pod\/|pull|note:).*\n|.*: waiting for another berth command.*\n/gm, ''),
    }).toEqual({ code: 0, stderr: '' });
  };
  /** What a shell in one container prints. */
  const inside = (container: string, script: string): Promise<string> =>
    berthOk(['exec', '-n', pod.namespace, 'deploy/web', '-c', container, '--', 'sh', '-c', script]);
  const engineName = async (container: string): Promise<string> => {
    const names = await containersOf(pod.namespace);
    return names.find((name) => name.endsWith(`_${container}`)) ?? '';
  };
  /** READY, STATUS and RESTARTS. */
  const shown = async (): Promise<string> => {
    const out = await berthOk(['get', 'pods', '-n', pod.namespace, '--no-headers']);
    return out.trim().split(/ {2,}/).slice(1, 4).join(' ');
  };
  const becomes = (expected: RegExp | string): Promise<void> =>
    expect.poll(shown, { timeout: 60_000, interval: 200 }).toMatch(expected);

  test('shares its network, its names and its volumes', async () => {
    const scratch = (mountPath: string) => ({ volumeMounts: [{ name: 'scratch', mountPath }] });
    await applyOk({
      volumes: [{ name: 'scratch', emptyDir: {} }],
      hostAliases: [{ ip: '10.1.2.3', hostnames: ['legacy'] }],
      containers: [
        shell('web', 'echo hello > /www/page; exec httpd -f -p 8080 -h /www', scratch('/www')),
        shell('side', FOREVER, scratch('/shared')),
      ],
    });
    expect(await shown()).toBe('2/2 Running 0');
    expect(await inside('side', 'wget -qO- http://localhost:8080/page')).toBe('hello\n');
    expect(await inside('side', 'cat /shared/page; echo more > /shared/more')).toBe('hello\n');
    expect(await inside('web', 'cat /www/more')).toBe('more\n');
    const names = 'hostname; hostname -i; cat /etc/hosts /etc/resolv.conf; readlink /proc/self/ns/ipc';
    expect(await inside('side', names)).toBe(await inside('web', names));
    expect(await inside('side', 'grep legacy /etc/hosts')).toBe('10.1.2.3\tlegacy\n');
    expect(await inside('side', 'ps | grep -c "[h]ttpd" || true')).toBe('0\n');
  });

  test('shares its processes where it asks for that, and signals cross from one to the other', async () => {
    await applyOk({
      shareProcessNamespace: true,
      containers: [shell('web', 'exec httpd -f -p 8080'), shell('side', FOREVER)],
    });
    expect(await inside('side', 'ps | grep "[h]ttpd"')).toContain('httpd -f -p 8080');
    await inside('side', 'kill -KILL $(ps | awk "/[h]ttpd/ { print \\$1 }")');
    await becomes('2/2 Running 1');
    expect(await inside('side', 'ps | grep -c "[Z] " || true')).toBe('0\n');
  });

  test('prepares itself in order, and sidecars run beside what comes after them', async () => {
    const log = { volumeMounts: [{ name: 'log', mountPath: '/log' }] };
    await applyOk({
      volumes: [{ name: 'log', emptyDir: { medium: 'Memory' } }],
      initContainers: [
        shell('first', 'echo first >> /log/log', log),
        shell('mesh', `echo mesh >> /log/log; httpd -p 9000 -h /log; ${FOREVER}`, {
          ...log,
          restartPolicy: 'Always',
        }),
        shell('second', 'wget -qO- localhost:9000/log > /dev/null && echo second >> /log/log', log),
      ],
      containers: [shell('web', `echo web >> /log/log; ${FOREVER}`, log)],
    });
    expect(await shown()).toBe('2/2 Running 0');
    expect(await inside('web', 'cat /log/log')).toBe('first\nmesh\nsecond\nweb\n');
    const { stdout } = await berth(['logs', '-n', pod.namespace, 'deploy/web', '-c', 'first']);
    expect(stdout).toBe('');
  });

  test('restarts alone what fails, and shows how many are ready', async () => {
    const { code, stderr } = await apply(
      { containers: [shell('good', FOREVER), shell('bad', 'echo oh no; exit 3')] },
      '4s',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('container "bad": it ended with exit code 3');
    expect(stderr).toContain('oh no');
    await becomes(/^1\/2 CrashLoopBackOff [1-9]/);
    expect(await docker('inspect', '-f', '{{.RestartCount}}', await engineName('good'))).toBe('0\n');
  });

  test('shows what an init container has come to', async () => {
    await apply(
      { initContainers: [shell('setup', 'sleep 3600')], containers: [shell('web', FOREVER)] },
      '2s',
    );
    expect(await shown()).toBe('0/1 Init:0/1 0');
    await apply({ initContainers: [shell('setup', 'exit 3')], containers: [shell('web', FOREVER)] }, '3s');
    await expect
      .poll(() => berthOk(['get', 'pods', '-n', pod.namespace]), { timeout: 60_000 })
      .toMatch(/ 0\/1 +Init:CrashLoopBackOff +[1-9]/);
  });

  if (tellsOfMemory) {
    test('that uses too much memory says so', async () => {
      const limited = { resources: { limits: { memory: '16Mi' } } };
      await apply(
        {
          containers: [shell('web', FOREVER), shell('hungry', HUNGRY, limited)],
        },
        '5s',
      );
      const reason = () =>
        berthOk([
          'get',
          'pods',
          '-n',
          pod.namespace,
          '-o',
          'jsonpath={.items[0].status.containerStatuses[1].lastState.terminated.reason}',
        ]);
      await expect.poll(reason, { timeout: 60_000 }).toBe('OOMKilled');
    });
  }

  test('whose sandbox dies is seen to be broken, and repaired by the next command', async () => {
    const spec = {
      initContainers: [shell('setup', 'ip route add 10.9.9.0/24 dev eth0', NET_ADMIN)],
      containers: [shell('web', 'exec httpd -f -p 8080 -h /bin'), shell('side', FOREVER)],
    };
    await applyOk(spec);
    const before = await containersOf(pod.namespace);
    const sandbox = before.find((name) => !name.includes('_')) ?? '';
    await docker('kill', sandbox);
    await docker('start', sandbox);
    expect(await shown()).toBe('0/2 Running 0');
    await applyOk(spec);
    expect(await shown()).toMatch(/^2\/2 Running/);
    expect(await inside('side', 'wget -qO- localhost:8080/busybox | head -c 4 | tail -c 3')).toBe('ELF');
    expect(await inside('side', 'ip route')).toContain('10.9.9.0/24');
    expect((await containersOf(pod.namespace)).toSorted()).toEqual(before.toSorted());
  });

  test('of which somebody removed a part is replaced', async () => {
    const spec = { containers: [shell('web', FOREVER), shell('side', FOREVER)] };
    await applyOk(spec);
    const before = await containersOf(pod.namespace);
    for (const victim of [/_side$/, /^[^_]+$/]) {
      const name = (await containersOf(pod.namespace)).find((one) => victim.test(one)) ?? '';
      await docker('rm', '--force', name);
      await applyOk(spec);
      expect(await shown()).toBe('2/2 Running 0');
    }
    const after = await containersOf(pod.namespace);
    expect(after).toHaveLength(before.length);
    expect(after.some((name) => before.includes(name))).toBe(false);
  });

  test('asks its sidecars last to end, and leaves nothing behind', async () => {
    const log = { volumeMounts: [{ name: 'log', mountPath: '/log' }] };
    const says = (word: string, wait = '') =>
      `trap "${wait}echo ${word} >> /log/log; exit 0" TERM; while :; do sleep 3600 & wait $!; done`;
    await applyOk({
      terminationGracePeriodSeconds: 20,
      volumes: [{ name: 'log', hostPath: { path: `/tmp/${pod.namespace}`, type: 'DirectoryOrCreate' } }],
      initContainers: [
        shell('mesh', says('mesh'), { ...log, restartPolicy: 'Always' }),
        shell('dns', says('dns'), { ...log, restartPolicy: 'Always' }),
      ],
      containers: [shell('web', says('web', 'sleep 1; '), log), shell('side', says('side'), log)],
    });
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    expect(await containersOf(pod.namespace)).toEqual([]);
    const volumes = await docker(
      'volume',
      'ls',
      '-q',
      '--filter',
      `label=io.kubernetes.pod.namespace=${pod.namespace}`,
    );
    expect(volumes).toBe('');
    const script = `cat /host/${pod.namespace}/log; rm -r /host/${pod.namespace}`;
    expect(await docker('run', '--rm', '-v', '/tmp:/host', IMAGE, 'sh', '-c', script)).toBe(
      'side\nweb\ndns\nmesh\n',
    );
  });

  test('has the network of the host where it asks for that', async () => {
    await applyOk({ hostNetwork: true, containers: [shell('web', FOREVER), shell('side', FOREVER)] });
    const net = 'readlink /proc/self/ns/net';
    const host = await docker('run', '--rm', '--net=host', IMAGE, 'sh', '-c', net);
    expect(await inside('web', net)).toBe(host);
    expect(await inside('side', net)).toBe(host);
  });
});
