import { describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker } from './berth.ts';
import { IMAGE, inside, podFixture } from './pod-fixture.ts';

/** Why this engine cannot give all rights away; undefined where it can. One that is itself confined cannot. */
const refusal = await docker('run', '--rm', '--privileged', IMAGE, 'true').then(
  () => undefined,
  (error: Error) => error.message,
);

describe('what a container is given', () => {
  const pod = podFixture();

  test('limits and requests are those of its control group', async () => {
    const container = await pod.run({
      containers: [{ resources: { limits: { cpu: '500m', memory: '64Mi' }, requests: { cpu: '250m' } } }],
    });
    const both = (v2: string, v1: string) =>
      `cat /sys/fs/cgroup/${v2} 2>/dev/null || cat /sys/fs/cgroup/${v1}`;
    expect(await inside(container, both('memory.max', 'memory/memory.limit_in_bytes'))).toBe('67108864\n');
    expect(await inside(container, both('cpu.max', 'cpu/cpu.cfs_quota_us'))).toMatch(/^50000\b/);
  });

  test('a limit larger than the machine is no error', async () => {
    const container = await pod.run({ containers: [{ resources: { limits: { cpu: '512' } } }] });
    expect(await inside(container, 'echo runs')).toBe('runs\n');
  });

  test('users, groups and rights are those of the security context', async () => {
    const container = await pod.run({
      securityContext: { runAsUser: 1234, runAsGroup: 2345, fsGroup: 3456, supplementalGroups: [4567] },
      containers: [
        {
          securityContext: {
            runAsNonRoot: true,
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['all'] },
          },
        },
      ],
    });
    expect(await inside(container, 'id -u; id -g; id -G')).toBe('1234\n2345\n2345 3456 4567\n');
    expect(await inside(container, 'grep -E "NoNewPrivs|CapBnd|Seccomp:" /proc/self/status')).toBe(
      'CapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n',
    );
    expect(await inside(container, 'touch /tmp/x 2>&1 || true')).toContain('Read-only file system');
  });

  test('capabilities, seccomp and sysctls are as asked for', async () => {
    const container = await pod.run({
      securityContext: {
        seccompProfile: { type: 'Unconfined' },
        sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '99' }],
      },
      containers: [{ securityContext: { capabilities: { add: ['net_admin'], drop: ['ALL'] } } }],
    });
    expect(await inside(container, 'grep -E "CapBnd|Seccomp:" /proc/self/status')).toBe(
      'CapBnd:\t0000000000001000\nSeccomp:\t0\n',
    );
    expect(await inside(container, 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start')).toBe('99\n');
  });

  const privileged = { containers: [{ securityContext: { privileged: true } }] };

  if (refusal === undefined) {
    test('a privileged one has all rights', async () => {
      const container = await pod.run(privileged);
      expect(await inside(container, 'mount -t tmpfs none /tmp && echo mounted')).toBe('mounted\n');
    });
  } else {
    test('a privileged one that the engine refuses is reported in its words', async () => {
      const args = ['apply', '-n', pod.namespace, '--timeout=3s', '-f', '-'];
      const { code, stderr } = await berth(args, pod.manifest(privileged));
      expect(code).toBe(1);
      expect(refusal).toContain('OCI runtime create failed');
      expect(stderr).toContain('OCI runtime create failed');
    });
  }

  test('variables tell it of its pod and its resources', async () => {
    const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
    const container = await pod.run(
      {
        serviceAccountName: 'robot',
        containers: [
          {
            resources: { limits: { memory: '64Mi' } },
            env: [
              field('NAME', 'metadata.name'),
              field('NAMESPACE', 'metadata.namespace'),
              field('TIER', "metadata.labels['tier']"),
              field('NODE', 'spec.nodeName'),
              field('ACCOUNT', 'spec.serviceAccountName'),
              field('IP', 'status.podIP'),
              field('HOST', 'status.hostIP'),
              {
                name: 'MEMORY',
                valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
              },
              { name: 'CPUS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
              { name: 'URL', value: 'http://$(IP):80' },
            ],
          },
        ],
      },
      { labels: { app: 'web', tier: 'front' } },
    );
    const printed = await inside(
      container,
      'echo $NAME $NAMESPACE $TIER $NODE $ACCOUNT $MEMORY; echo $IP; echo $URL; hostname -i; echo $HOST; echo $CPUS',
    );
    const [about, ip, url, own, host, cpus] = printed.split('\n');
    expect(about).toBe(`${container.split('.')[0]} ${pod.namespace} front docker robot 64`);
    expect(ip).toBe(own);
    expect(url).toBe(`http://${own}:80`);
    expect(cpus).toBe((await inside(container, 'nproc')).trim());
    await inside(container, `ping -c 1 -W 5 ${host}`);
  });

  test('names and resolvers are those of the pod', async () => {
    const container = await pod.run({
      hostname: 'db-0',
      subdomain: 'db',
      hostAliases: [{ ip: '10.1.2.3', hostnames: ['legacy', 'older'] }],
      dnsConfig: { searches: ['corp.example'], options: [{ name: 'attempts', value: '1' }] },
    });
    expect(await inside(container, 'hostname; hostname -f')).toBe(
      `db-0\ndb-0.db.${pod.namespace}.svc.cluster.local\n`,
    );
    expect(await inside(container, 'grep 10.1.2.3 /etc/hosts')).toBe('10.1.2.3\tlegacy\n10.1.2.3\tolder\n');
    const resolver = await inside(container, 'cat /etc/resolv.conf');
    expect(resolver).toContain(`search ${pod.namespace}.svc.cluster.local corp.example\n`);
    expect(resolver).toMatch(/^options .*ndots:1 attempts:1|^options .*attempts:1 ndots:1/m);
  });

  test('the namespaces of the host are shared where it asks for them', async () => {
    const container = await pod.run({ hostNetwork: true, hostPID: true, hostIPC: true });
    const host = (kind: string) =>
      docker(
        'run',
        '--rm',
        '--net=host',
        '--pid=host',
        '--ipc=host',
        IMAGE,
        'readlink',
        `/proc/self/ns/${kind}`,
      );
    for (const kind of ['net', 'pid', 'ipc'])
      expect(await inside(container, `readlink /proc/self/ns/${kind}`)).toBe(await host(kind));
  });

  test('an image that runs as root does not start where it must not', async () => {
    const refused = await berth(
      ['apply', '-n', pod.namespace, '--timeout=3s', '-f', '-'],
      pod.manifest({ securityContext: { runAsNonRoot: true } }),
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('container "main" has runAsNonRoot and image will run as root');
    expect(await containersOf(pod.namespace)).toEqual([]);
  });

  test('the user of an image has to be known not to be root, where that is asked for', async () => {
    const source = (await docker('create', IMAGE)).trim();
    const image = (user: string) => `berth-test/user-${user}:${pod.namespace}`;
    const users = ['1000', 'nobody', '0'];
    for (const user of users) await docker('commit', '--change', `USER ${user}`, source, image(user));
    await docker('rm', source);
    const specOf = (user: string) => ({
      securityContext: { runAsNonRoot: true },
      containers: [{ image: image(user) }],
    });
    const container = await pod.run(specOf('1000'));
    expect(await inside(container, 'id -u')).toBe('1000\n');
    const refusal = async (user: string): Promise<string> => {
      const args = ['apply', '-n', pod.namespace, '--timeout=2s', '-f', '-'];
      const { code, stderr } = await berth(args, pod.manifest(specOf(user)));
      expect(code).toBe(1);
      return stderr;
    };
    expect(await refusal('nobody')).toContain(
      'image has non-numeric user (nobody), cannot verify user is non-root',
    );
    expect(await refusal('0')).toContain('image will run as root');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    await docker('image', 'rm', ...users.map(image));
  });

  test('it has the folder, the terminal and the input that it asks for', async () => {
    const tells = (name: string) =>
      `pwd > /tmp/${name}; test -t 1 && echo terminal >> /tmp/${name}; read line && echo "read $line" >> /tmp/${name}; sleep 3600`;
    await berthOk(
      ['apply', '-n', pod.namespace, '--timeout=60s', '-f', '-'],
      pod.manifest({
        containers: [
          { name: 'plain', command: ['sh', '-c', tells('it')] },
          { name: 'asked', command: ['sh', '-c', tells('it')], tty: true, stdin: true, workingDir: '/var' },
        ],
      }),
    );
    const told = (name: string) =>
      berthOk(['exec', '-n', pod.namespace, 'deploy/web', '-c', name, '--', 'cat', '/tmp/it']);
    await berth(
      ['attach', '-i', '-n', pod.namespace, 'deploy/web', '-c', 'asked', '--pod-running-timeout=5s'],
      'hello\n',
    );
    await expect.poll(() => told('asked'), { timeout: 20_000 }).toBe('/var\nterminal\nread hello\n');
    expect(await told('plain')).toBe('/\n');
  });

  test('fields that are acted on are not warned about', async () => {
    const manifest = pod.manifest({
      securityContext: { fsGroup: 5, runAsUser: 6 },
      hostAliases: [{ ip: '10.1.2.3', hostnames: ['legacy'] }],
      serviceAccountName: 'robot',
      containers: [{ resources: { limits: { cpu: '1' } }, securityContext: { privileged: false } }],
    });
    const { stderr } = await berth(['apply', '-n', pod.namespace, '-f', '-'], manifest);
    expect(stderr).not.toContain('not acted on');
    await berthOk(['get', 'pods', '-n', pod.namespace]);
  });
});
