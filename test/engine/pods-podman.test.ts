import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berth, berthOk, docker, uniqueNamespace } from './berth.ts';
import { IMAGE } from './pod-fixture.ts';

/**
 * What others expect of pods without a cluster: the situations that the tests of podman's `kube play` know, as far as
 * they concern pods and are not held elsewhere (pods-*.test.ts, images.test.ts).
 */

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'];
const namespace = uniqueNamespace();
const FOLDER = `/tmp/${namespace}`;
const MADE = `berth-test/kube-play:${namespace}`;

const object = (kind: string, name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...more,
});
const pod = (name: string, spec: object, metadata: object = {}) => ({
  ...object('Pod', name),
  metadata: { name, ...metadata },
  spec: { terminationGracePeriodSeconds: 1, ...spec },
});
const container = (more: object = {}, name = 'main') => ({ name, image: IMAGE, command: FOREVER, ...more });
const mount = (name: string, mountPath: string, more: object = {}) => ({ name, mountPath, ...more });
const fromMap = (name: string, key: string, optional = false) => ({
  valueFrom: { configMapKeyRef: { name, key, optional } },
});
const fromSecret = (name: string, key: string, optional = false) => ({
  valueFrom: { secretKeyRef: { name, key, optional } },
});
const documents = (objects: readonly object[]): string =>
  objects.map((one) => JSON.stringify(one)).join('\n---\n');

/** Of an image that has both an entry point and a command. */
const said = (name: string, more: object) => ({ name, image: MADE, ...more });

const PODS = [
  // What they refer to stands behind them in the file.
  pod('commands', {
    restartPolicy: 'Never',
    containers: [
      said('as-made', {}),
      said('command', { command: ['echo', 'mine'] }),
      said('args', { args: ['yours'] }),
      said('both', { command: ['echo', 'mine'], args: ['yours'] }),
    ],
  }),
  pod('image', { containers: [container({ image: MADE })] }),
  pod('variables', {
    containers: [
      container({
        image: MADE,
        envFrom: [{ configMapRef: { name: 'first' } }, { secretRef: { name: 'third' } }],
        env: [
          { name: 'PLAIN', value: '-Da=b,c=d -x' },
          { name: 'MAPPED', ...fromMap('second', 'B') },
          { name: 'HIDDEN', ...fromSecret('third', 'token') },
          { name: 'NO_KEY', ...fromMap('first', 'NONE', true) },
          { name: 'NO_MAP', ...fromMap('none', 'A', true) },
          { name: 'NO_SECRET', ...fromSecret('none', 'A', true) },
          { name: 'BOTH', value: 'own' },
        ],
      }),
    ],
  }),
  pod('files', {
    volumes: [
      { name: 'plain', configMap: { name: 'first' } },
      { name: 'open', configMap: { name: 'second', defaultMode: 0o777 } },
      { name: 'renamed', secret: { secretName: 'third', items: [{ key: 'token', path: 'in/here' }] } },
      { name: 'again', secret: { secretName: 'third', defaultMode: 0o777 } },
      { name: 'nothing', configMap: { name: 'none', optional: true } },
      { name: 'host', hostPath: { path: FOLDER, type: 'DirectoryOrCreate' } },
    ],
    containers: [
      container({
        image: MADE,
        volumeMounts: [
          mount('plain', '/plain'),
          mount('open', '/open'),
          mount('renamed', '/renamed'),
          mount('again', '/again'),
          mount('nothing', '/nothing'),
          mount('plain', '/etc/one-file', { subPath: 'A' }),
          // The image has a volume there.
          mount('host', '/data'),
        ],
      }),
    ],
  }),
  pod('names', {
    hostAliases: [
      { ip: '192.168.1.2', hostnames: ['one.example', 'two.example'] },
      { ip: '192.168.1.3', hostnames: ['three.example'] },
    ],
    containers: [container({}, 'names')],
  }),
  pod('users', {
    securityContext: { runAsUser: 103, runAsGroup: 104 },
    containers: [
      container({ securityContext: { runAsUser: 101, runAsGroup: 102 } }, 'own'),
      container({ securityContext: {} }, 'of-pod'),
    ],
  }),
  pod('rights', {
    containers: [
      container({ securityContext: { capabilities: { add: ['CAP_NET_ADMIN'] } } }, 'more'),
      container({ securityContext: { capabilities: { drop: ['CAP_CHOWN'] } } }, 'fewer'),
      container({}, 'usual'),
    ],
  }),
  pod('settings', {
    securityContext: {
      sysctls: [
        { name: 'kernel.msgmax', value: '65535' },
        { name: 'net.core.somaxconn', value: '1234' },
      ],
    },
    containers: [container(), container({}, 'other')],
  }),
  pod('prepared', {
    initContainers: [
      container({ command: ['sh', '-c', 'echo $WORD once'], env: [{ name: 'WORD', value: 'said' }] }, 'init'),
    ],
    containers: [container()],
  }),
  pod(
    'noted',
    {
      volumes: [
        {
          name: 'about',
          downwardAPI: { items: [{ path: 'notes', fieldRef: { fieldPath: 'metadata.annotations' } }] },
        },
      ],
      containers: [container({ volumeMounts: [mount('about', '/about')] })],
    },
    { annotations: { 'example.com/long': 'x'.repeat(5_000) } },
  ),
  {
    ...object('List', 'ignored'),
    metadata: {},
    items: [
      pod('listed', { containers: [container({ envFrom: [{ configMapRef: { name: 'of-list' } }] })] }),
      object('ConfigMap', 'of-list', { data: { A: 'listed' } }),
    ],
  },
  object('ConfigMap', 'first', { data: { A: 'a', BOTH: 'mapped' } }),
  object('ConfigMap', 'second', { data: { B: 'b' } }),
  object('Secret', 'third', {
    data: { token: Buffer.from('secret').toString('base64') },
    stringData: { note: 'in plain words' },
  }),
];

const makeImage = async (): Promise<void> => {
  const script = 'mkdir -p /place && ln -s /place /link';
  const source = (await docker('run', '--detach', IMAGE, 'sh', '-c', script)).trim();
  await docker('wait', source);
  const changes = [
    'ENTRYPOINT ["echo", "entry"]',
    'CMD ["command"]',
    'WORKDIR /link',
    'VOLUME /data',
    'ENV OPTIONS="-XX:a=b,c=d -y"',
  ];
  await docker('commit', ...changes.flatMap((change) => ['--change', change]), source, MADE);
  await docker('rm', source);
};

/** What a shell prints in a pod, or in one container of it: `pod/container`. */
const inside = async (where: string, script: string): Promise<string> => {
  const [name = '', one] = where.split('/');
  const place = `${name}.${namespace}.pod${one === undefined ? '' : `_${one}`}`;
  return docker('exec', place, 'sh', '-c', script);
};

describe('pods as podman plays them', () => {
  beforeAll(async () => {
    await makeImage();
    await docker(
      'run',
      '--rm',
      '-v',
      '/tmp:/host',
      IMAGE,
      'sh',
      '-c',
      `mkdir -p /host/${namespace}; echo hosted > /host/${namespace}/file`,
    );
    await berthOk(['apply', '-n', namespace, '--timeout=60s', '-f', '-'], documents(PODS));
  });
  afterAll(async () => {
    await berthOk(['delete', 'namespace', namespace]);
    await docker('image', 'rm', MADE);
    await docker('run', '--rm', '-v', '/tmp:/host', IMAGE, 'rm', '-r', `/host/${namespace}`);
  });

  test.each<[title: string, where: string, script: string, expected: string]>([
    ['the folder of the image, a link to another', 'image', 'pwd -P', '/place'],
    ['what the image says of the environment', 'image', 'echo "$OPTIONS"', '-XX:a=b,c=d -y'],
    ['the usual umask', 'image', 'umask', '0022'],
    ['values with equal signs', 'variables', 'echo "$PLAIN"', '-Da=b,c=d -x'],
    [
      'all of a ConfigMap and all of a Secret',
      'variables',
      'echo $A $token $note',
      'a secret in plain words',
    ],
    ['single keys', 'variables', 'echo $MAPPED $HIDDEN', 'b secret'],
    ['a variable of its own before one of a ConfigMap', 'variables', 'echo $BOTH', 'own'],
    [
      'nothing of what is optional and not there',
      'variables',
      'echo ${NO_KEY-1}${NO_MAP-2}${NO_SECRET-3}',
      '123',
    ],
    ['a ConfigMap as files, which all may read', 'files', 'cat /plain/A; stat -Lc " %a" /plain/A', 'a 644'],
    ['files of other modes', 'files', 'stat -Lc %a /open/B /again/token', '777\n777'],
    ['a key under another name, and no other', 'files', 'cat /renamed/in/here; ls /renamed', 'secretin'],
    ['what a Secret has in plain words', 'files', 'cat /again/note', 'in plain words'],
    ['an empty folder for an optional ConfigMap', 'files', 'ls /nothing | wc -l', '0'],
    ['one file among those of the image', 'files', 'cat /etc/one-file; ls /etc/passwd', 'a/etc/passwd'],
    [
      "a mount in the place of the image's own volume",
      'files',
      'cat /data/file; grep -c " /data " /proc/mounts',
      'hosted\n1',
    ],
    ['the name of the pod, as a container may have it, too', 'names', 'hostname', 'names'],
    [
      'names of others',
      'names',
      'grep example /etc/hosts',
      '192.168.1.2\tone.example\n192.168.1.2\ttwo.example\n192.168.1.3\tthree.example',
    ],
    ['the user of a container', 'users/own', 'id -u; id -g', '101\n102'],
    ['the user of the pod', 'users/of-pod', 'id -u; id -g', '103\n104'],
    ['a setting of the kernel', 'settings', 'sysctl -n kernel.msgmax net.core.somaxconn', '65535\n1234'],
    [
      'the same setting beside it',
      'settings/other',
      'sysctl -n kernel.msgmax net.core.somaxconn',
      '65535\n1234',
    ],
    [
      'annotations of any length',
      'noted',
      'grep ^example /about/notes | wc -c',
      String('example.com/long=""\n'.length + 5_000),
    ],
    ['what is in a list', 'listed', 'echo $A', 'listed'],
  ])('%s', async (_, where, script, expected) => {
    const out = await inside(where, script);
    expect(out.trim()).toBe(expected);
  });

  test.each([
    ['as-made', 'entry command'],
    ['command', 'mine'],
    ['args', 'entry yours'],
    ['both', 'mine yours'],
  ])('what runs: %s', async (name, expected) => {
    expect(await berthOk(['logs', '-n', namespace, 'commands', '-c', name])).toBe(`${expected}\n`);
  });

  test('a capability more, one fewer, and the usual ones', async () => {
    const bit = async (one: string, number: number): Promise<boolean> => {
      const script = 'grep CapBnd /proc/self/status';
      const line = await inside(`rights/${one}`, script);
      return ((BigInt(`0x${line.split('\t')[1]?.trim()}`) >> BigInt(number)) & 1n) === 1n;
    };
    const [chown, netAdmin] = [0, 12];
    expect([await bit('more', netAdmin), await bit('more', chown)]).toEqual([true, true]);
    expect([await bit('fewer', netAdmin), await bit('fewer', chown)]).toEqual([false, false]);
    expect([await bit('usual', netAdmin), await bit('usual', chown)]).toEqual([false, true]);
  });

  test('an init container has its variables, and runs once', async () => {
    expect(await berthOk(['logs', '-n', namespace, 'prepared', '-c', 'init'])).toBe('said once\n');
    expect(await berthOk(['get', 'pod', 'prepared', '-n', namespace])).toMatch(/ 1\/1 +Running +0 /);
  });

  test('what cannot run says why, each for itself', async () => {
    const waiting = (name: string, more: object) => pod(name, { containers: [container(more)] });
    const volume = (name: string, source: object) =>
      pod(name, {
        volumes: [{ name: 'v', ...source }],
        containers: [container({ volumeMounts: [mount('v', '/v')] })],
      });
    const troubled = [
      waiting('no-map', { env: [{ name: 'A', ...fromMap('none', 'A') }] }),
      waiting('no-key', { env: [{ name: 'A', ...fromMap('first', 'NONE') }] }),
      waiting('no-secret', { env: [{ name: 'A', ...fromSecret('none', 'A') }] }),
      waiting('no-secret-key', { env: [{ name: 'A', ...fromSecret('third', 'none') }] }),
      waiting('no-maps', { envFrom: [{ configMapRef: { name: 'none' } }] }),
      waiting('no-secrets', { envFrom: [{ secretRef: { name: 'none' } }] }),
      volume('no-files', { configMap: { name: 'none' } }),
      waiting('never', { image: 'berth-test/never-made:1', imagePullPolicy: 'Never' }),
    ];
    const { code } = await berth(['apply', '-n', namespace, '--timeout=3s', '-f', '-'], documents(troubled));
    expect(code).toBe(1);
    const path =
      '{range .items[*]}{.metadata.name}: {.status.containerStatuses[0].state.waiting.message}{"\\n"}{end}';
    const told = await berthOk(['get', 'pods', '-n', namespace, '-o', `jsonpath=${path}`]);
    const lines = told.split('\n').filter((line) => /^(?:no-|never)/.test(line));
    expect(lines).toEqual([
      'never: Container image "berth-test/never-made:1" is not present with pull policy of Never',
      'no-files: configmap "none" not found',
      expect.stringMatching(/^no-key: couldn't find key NONE in ConfigMap \S+\/first$/),
      'no-map: configmap "none" not found',
      'no-maps: configmap "none" not found',
      'no-secret: secret "none" not found',
      expect.stringMatching(/^no-secret-key: couldn't find key none in Secret \S+\/third$/),
      'no-secrets: secret "none" not found',
    ]);
    await berthOk(['delete', '-n', namespace, '-f', '-'], documents(troubled));
  });

  test.each<[title: string, objects: object[], words: string]>([
    ['an unknown kind', [object('UnknownKind', 'a')], 'no matches for kind "UnknownKind"'],
    [
      'a pod without a name',
      [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [container()] } }],
      'metadata.name',
    ],
    [
      'two containers of one name',
      [pod('a', { containers: [container(), container()] })],
      'spec.containers[1].name: Duplicate value: "main"',
    ],
    [
      'a container with the name of an init container',
      [pod('a', { initContainers: [container()], containers: [container()] })],
      'Duplicate value: "main"',
    ],
    [
      'one bad document of several',
      [pod('a', { containers: [container()] }), object('Pod', 'b', { spec: {} })],
      'spec.containers',
    ],
  ])('refused, with all of its file: %s', async (_, objects, words) => {
    const { code, stderr } = await berth(['apply', '-n', namespace, '-f', '-'], documents(objects));
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(await berthOk(['get', 'pod', 'a', '-n', namespace, '--ignore-not-found'])).toBe('');
  });

  test('a setting of a network that is not its own is refused by the engine', async () => {
    const securityContext = { sysctls: [{ name: 'net.core.somaxconn', value: '1234' }] };
    const spec = { hostNetwork: true, securityContext, containers: [container()] };
    const { code, stderr } = await berth(
      ['apply', '-n', namespace, '--timeout=2s', '-f', '-'],
      documents([pod('foreign', spec)]),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/sysctl.*net\.core\.somaxconn.*host/i);
    await berthOk(['delete', 'pod', 'foreign', '-n', namespace]);
  });

  test('replaced by force it may have other containers; taken down twice it is just not there', async () => {
    const one = documents([pod('again', { containers: [container({}, 'a')] })]);
    const two = documents([pod('again', { containers: [container({}, 'a'), container({}, 'b')] })]);
    await berthOk(['replace', '--force', '-n', namespace, '-f', '-'], one);
    await berthOk(['replace', '--force', '-n', namespace, '-f', '-'], two);
    expect(await berthOk(['get', 'pod', 'again', '-n', namespace])).toMatch(/ 2\/2 +Running +0 /);
    await berthOk(['delete', '-n', namespace, '-f', '-'], two);
    const absent = await berth(['delete', '-n', namespace, '-f', '-'], two);
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('pods "again" not found') });
    await berthOk(['delete', '-n', namespace, '--ignore-not-found', '-f', '-'], two);
  });
});
