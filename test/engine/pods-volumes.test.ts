import { describe, expect, test } from 'vitest';
import { berth, berthOk, docker } from './berth.ts';
import { IMAGE, inside, podFixture } from './pod-fixture.ts';

const object = (kind: string, name: string, more: object): string =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, ...more });

const CONFIG_MAP = object('ConfigMap', 'app', {
  data: { 'app.conf': 'level=debug\n', other: 'o' },
  binaryData: { logo: 'AAH/' },
});
const SECRET = object('Secret', 'keys', { stringData: { token: 's3cr3t' } });
const CLAIM = object('PersistentVolumeClaim', 'data', {
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

const mount = (name: string, mountPath: string, more: object = {}) => ({ name, mountPath, ...more });

/** Whether the machine shares its mounts with containers at all. One within a container may not. */
const seesMounts = await docker('run', '--rm', '-v', '/dev:/seen:rslave', IMAGE, 'true').then(
  () => true,
  () => false,
);

describe('the volumes of a pod', () => {
  const pod = podFixture();
  const apply = (manifest: string) =>
    berthOk(['apply', '-n', pod.namespace, '--timeout=60s', '-f', '-'], manifest);
  const volumesOfPods = async (): Promise<string> =>
    docker('volume', 'ls', '-q', '--filter', `label=io.kubernetes.pod.namespace=${pod.namespace}`);

  test('emptyDir is empty, open to every user, on disk or in memory, and goes with the pod', async () => {
    const container = await pod.run({
      securityContext: { runAsUser: 1234 },
      volumes: [
        { name: 'disk', emptyDir: {} },
        { name: 'ram', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } },
        { name: 'bin', emptyDir: {} },
      ],
      containers: [{ volumeMounts: [mount('disk', '/disk'), mount('ram', '/ram'), mount('bin', '/etc')] }],
    });
    expect(await inside(container, 'stat -c %a /disk /ram; ls /disk; touch /disk/a /ram/a && ls /disk')).toBe(
      '777\n777\na\n',
    );
    expect(await inside(container, 'df -k /ram | tail -1')).toMatch(/^tmpfs +8192 /);
    expect(await inside(container, 'ls /etc | grep -c passwd || true')).toBe('0\n');
    expect(await volumesOfPods()).not.toBe('');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    expect(await volumesOfPods()).toBe('');
  });

  test('what is written to a disk survives a restart of the container', async () => {
    const container = await pod.run({
      volumes: [{ name: 'disk', emptyDir: {} }],
      containers: [{ volumeMounts: [mount('disk', '/disk')] }],
    });
    await inside(container, 'echo kept > /disk/file');
    await docker('restart', '-t', '1', container);
    expect(await inside(container, 'cat /disk/file')).toBe('kept\n');
  });

  test('fsGroup owns the files, and may write where writing is allowed', async () => {
    await apply(SECRET);
    const container = await pod.run({
      securityContext: { runAsUser: 1234, fsGroup: 4321 },
      volumes: [
        { name: 'disk', emptyDir: {} },
        { name: 'keys', secret: { secretName: 'keys', defaultMode: 0o400 } },
      ],
      containers: [{ volumeMounts: [mount('disk', '/disk'), mount('keys', '/keys')] }],
    });
    expect(await inside(container, 'stat -c "%a %g" /disk; touch /disk/a; stat -c %g /disk/a')).toBe(
      '2777 4321\n4321\n',
    );
    expect(await inside(container, 'cat /keys/token; stat -Lc " %a %g" /keys/token')).toBe(
      's3cr3t 440 4321\n',
    );
  });

  test('ConfigMaps and Secrets are files, with the keys, paths and modes that are asked for', async () => {
    await apply(CONFIG_MAP);
    await apply(SECRET);
    const container = await pod.run({
      volumes: [
        { name: 'all', configMap: { name: 'app' } },
        {
          name: 'some',
          configMap: {
            name: 'app',
            defaultMode: 0o600,
            items: [
              { key: 'app.conf', path: 'deep/er/my.conf' },
              { key: 'other', path: 'other', mode: 0o755 },
            ],
          },
        },
        { name: 'keys', secret: { secretName: 'keys', defaultMode: 0o440 } },
        { name: 'gone', secret: { secretName: 'nope', optional: true } },
      ],
      containers: [
        {
          volumeMounts: [
            mount('all', '/all'),
            mount('some', '/some'),
            mount('keys', '/keys'),
            mount('gone', '/gone'),
          ],
        },
      ],
    });
    expect(await inside(container, 'ls /all; cat /all/app.conf; od -An -tx1 /all/logo')).toBe(
      'app.conf\nlogo\nother\nlevel=debug\n 00 01 ff\n',
    );
    expect(await inside(container, 'cd /some; find -L . -type f | grep -v "\\.\\." | sort')).toBe(
      './deep/er/my.conf\n./other\n',
    );
    expect(
      await inside(container, 'stat -Lc %a /all/app.conf /some/deep/er/my.conf /some/other /keys/token'),
    ).toBe('644\n600\n755\n440\n');
    expect(await inside(container, 'ls /gone')).toBe('');
    expect(await inside(container, '(echo x > /all/app.conf) 2>&1 || true')).toContain(
      'Read-only file system',
    );
  });

  test('octal modes of YAML are octal', async () => {
    await apply(SECRET);
    const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {name: web, image: "${IMAGE}", command: [sleep, "600"], volumeMounts: [{name: keys, mountPath: /keys}]}
      volumes:
      - {name: keys, secret: {secretName: keys, defaultMode: 0400}}
`;
    await apply(yaml);
    expect(await inside(await pod.container(), 'stat -Lc %a /keys/token')).toBe('400\n');
  });

  test('projected volumes put everything in one place, and the pod tells of itself', async () => {
    await apply(CONFIG_MAP);
    await apply(SECRET);
    const container = await pod.run(
      {
        volumes: [
          {
            name: 'all',
            projected: {
              sources: [
                { configMap: { name: 'app', items: [{ key: 'other', path: 'config/other' }] } },
                { secret: { name: 'keys' } },
                {
                  downwardAPI: {
                    items: [
                      { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
                      {
                        path: 'memory',
                        resourceFieldRef: {
                          containerName: 'main',
                          resource: 'limits.memory',
                          divisor: '1Mi',
                        },
                      },
                    ],
                  },
                },
              ],
            },
          },
          {
            name: 'about',
            downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] },
          },
        ],
        containers: [
          {
            resources: { limits: { memory: '64Mi' } },
            volumeMounts: [mount('all', '/all'), mount('about', '/about')],
          },
        ],
      },
      { labels: { app: 'web', tier: 'front' } },
    );
    expect(await inside(container, 'cat /all/config/other /all/token; echo; cat /all/memory')).toBe(
      'os3cr3t\n64',
    );
    expect(await inside(container, 'cat /all/labels')).toMatch(
      /^app="web"\npod-template-hash="\w+"\ntier="front"$/,
    );
    expect(await inside(container, 'cat /about/name')).toBe(container.split('.')[0]);
  });

  test('changes of a ConfigMap reach a running pod, all at once; variables stay as they were', async () => {
    await apply(CONFIG_MAP);
    const container = await pod.run({
      volumes: [{ name: 'all', configMap: { name: 'app' } }],
      containers: [
        {
          volumeMounts: [mount('all', '/all')],
          env: [{ name: 'OTHER', valueFrom: { configMapKeyRef: { name: 'app', key: 'other' } } }],
        },
      ],
    });
    const id = await docker('inspect', '-f', '{{.Id}} {{.State.StartedAt}}', container);
    await apply(
      object('ConfigMap', 'app', { data: { 'app.conf': 'level=info\n', other: 'new', more: 'm' } }),
    );
    expect(await inside(container, 'cat /all/app.conf /all/other /all/more; echo " $OTHER"')).toBe(
      'level=info\nnewm o\n',
    );
    expect(await inside(container, 'test -e /all/logo || echo gone')).toBe('gone\n');
    expect(await docker('inspect', '-f', '{{.Id}} {{.State.StartedAt}}', container)).toBe(id);
    await apply(object('ConfigMap', 'app', { data: { 'app.conf': 'level=warn\n', other: 'newer' } }));
    expect(await inside(container, 'cat /all/app.conf')).toBe('level=warn\n');
  });

  test('a part of a volume is what subPath says, and no way leads out of it', async () => {
    await apply(CONFIG_MAP);
    const container = await pod.run({
      volumes: [
        { name: 'disk', emptyDir: {} },
        { name: 'config', configMap: { name: 'app' } },
      ],
      containers: [
        {
          env: [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          volumeMounts: [
            mount('disk', '/whole'),
            mount('disk', '/logs', { subPathExpr: 'logs/$(POD)' }),
            mount('config', '/etc/app.conf', { subPath: 'app.conf', readOnly: true }),
          ],
        },
      ],
    });
    await inside(container, 'echo hello > /logs/file');
    expect(
      await inside(container, 'cat /whole/logs/*/file; ls /whole/logs; cat /etc/app.conf; ls /etc'),
    ).toBe(
      `hello\n${container.split('.')[0]}\nlevel=debug\napp.conf\ngroup\nhostname\nhosts\nmtab\npasswd\nresolv.conf\n`.replace(
        'mtab\n',
        await inside(container, 'test -L /etc/mtab && echo mtab || true'),
      ),
    );
  });

  test('a link in a volume is no way out of it', async () => {
    await apply(CLAIM);
    const withClaim = (volumeMounts: object[]) => ({
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      containers: [{ volumeMounts }],
    });
    const container = await pod.run(withClaim([mount('data', '/data')]));
    await inside(container, 'ln -s /etc /data/out');
    const refused = await berth(
      ['apply', '-n', pod.namespace, '--timeout=3s', '-f', '-'],
      pod.manifest(withClaim([mount('data', '/data', { subPath: 'out' })])),
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('subPath "out" leads through a symbolic link');
  });

  test('a claim is waited for, keeps what is in it when its workload goes, and goes when it is deleted', async () => {
    const spec = {
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      containers: [{ volumeMounts: [mount('data', '/data')] }],
    };
    const waiting = await berth(
      ['apply', '-n', pod.namespace, '--timeout=2s', '-f', '-'],
      pod.manifest(spec),
    );
    expect(waiting.stderr).toContain('persistentvolumeclaim "data" not found');
    expect(await berthOk(['get', 'pods', '-n', pod.namespace])).toMatch(/^web-\S+ +0\/1 +Pending +0 /m);
    await apply(CLAIM);
    expect(await berthOk(['get', 'pvc', '-n', pod.namespace])).toMatch(
      new RegExp(`^data +Bound +data\\.${pod.namespace}\\.claim +1Gi +RWO `, 'm'),
    );
    await inside(await pod.container(), 'mkdir /data/db && echo kept > /data/db/file && chmod 700 /data');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    const container = await pod.run(spec);
    expect(await inside(container, 'cat /data/db/file; stat -c %a /data')).toBe('kept\n700\n');

    const claims = () =>
      docker('volume', 'ls', '-q', '--filter', `label=berth.dev/claim=${pod.namespace}/data`);
    const deletion = berthOk(['delete', '-n', pod.namespace, 'pvc', 'data']);
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    await deletion;
    expect(await claims()).toBe('');
  });

  test('paths of the host are what their types say', async () => {
    const folder = `/tmp/${pod.namespace}`;
    const container = await pod.run({
      volumes: [
        { name: 'made', hostPath: { path: `${folder}/made`, type: 'DirectoryOrCreate' } },
        { name: 'file', hostPath: { path: `${folder}/file`, type: 'FileOrCreate' } },
        { name: 'null', hostPath: { path: '/dev/null', type: 'CharDevice' } },
        { name: 'plain', hostPath: { path: `${folder}/plain` } },
      ],
      containers: [
        {
          volumeMounts: [
            mount('made', '/made', { subPath: 'part' }),
            mount('file', '/file'),
            mount('null', '/null'),
            mount('plain', '/plain', { readOnly: true }),
          ],
        },
      ],
    });
    expect(await inside(container, 'echo x > /made/a; echo y >> /file; cat /file; ls -d /plain')).toBe(
      'y\n/plain\n',
    );
    expect(await inside(container, '(touch /plain/a) 2>&1 || true')).toContain('Read-only file system');
    const refuse = async (type: string, path: string) => {
      const { stderr } = await berth(
        ['apply', '-n', pod.namespace, '--timeout=3s', '-f', '-'],
        pod.manifest({
          volumes: [{ name: 'v', hostPath: { path, type } }],
          containers: [{ volumeMounts: [mount('v', '/v')] }],
        }),
      );
      expect(stderr).toContain(`hostPath type check failed: ${path} is not`);
    };
    await refuse('File', `${folder}/made`);
    await refuse('Directory', `${folder}/nothing`);
    await refuse('Socket', `${folder}/file`);
    await docker('run', '--rm', '-v', '/tmp:/host', IMAGE, 'rm', '-r', `/host/${pod.namespace}`);
  });

  const propagating = (mountPropagation: string) => ({
    volumes: [{ name: 'host', hostPath: { path: '/dev' } }],
    containers: [{ volumeMounts: [mount('host', '/seen', { mountPropagation })] }],
  });
  /** `master:12` where what is mounted on the host later is seen, too. */
  const waysIn = async (container: string): Promise<string> => {
    const line = await inside(container, 'grep " /seen " /proc/self/mountinfo');
    return /(?:shared|master):/.exec(line)?.[0] ?? 'apart';
  };

  test('with mountPropagation None the mounts of the host stay its own', async () => {
    expect(await waysIn(await pod.run(propagating('None')))).toBe('apart');
  });

  if (seesMounts) {
    test('with HostToContainer they are seen', async () => {
      expect(await waysIn(await pod.run(propagating('HostToContainer')))).toBe('master:');
    });
  } else {
    test('HostToContainer is refused by an engine whose own mounts are not shared', async () => {
      const args = ['apply', '-n', pod.namespace, '--timeout=2s', '-f', '-'];
      const { stderr } = await berth(args, pod.manifest(propagating('HostToContainer')));
      expect(stderr).toContain('path /dev is mounted on /dev but it is not a shared or slave mount');
    });
  }

  test('nfs is asked of the engine in its own terms', async () => {
    const spec = {
      volumes: [{ name: 'shared', nfs: { server: '127.0.0.1', path: '/exports/data', readOnly: true } }],
      containers: [{ volumeMounts: [mount('shared', '/shared')] }],
    };
    const args = ['apply', '-n', pod.namespace, '--timeout=2s', '-f', '-'];
    const { code, stderr } = await berth(args, pod.manifest(spec));
    expect(code).toBe(1);
    // Nobody serves it here. The engine says what it has tried.
    expect(stderr).toMatch(/mount :\/exports\/data:\S+, flags: 0x1, data: addr=127\.0\.0\.1/);
  });
});
