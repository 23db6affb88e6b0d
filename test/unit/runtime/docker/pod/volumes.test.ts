import { describe, expect, test } from 'vitest';
import type { PodConfig } from '../../../../../src/model/pod-config.ts';
import type { Volume, VolumeMount } from '../../../../../src/model/volume.ts';
import type { PodSpec } from '../../../../../src/model/workload.ts';
import { fileTree } from '../../../../../src/runtime/docker/pod/file-tree.ts';
import { mountSettings } from '../../../../../src/runtime/docker/pod/mounts.ts';
import { volumeFiles } from '../../../../../src/runtime/docker/pod/volume-files.ts';
import { engineVolume } from '../../../../../src/runtime/docker/pod/volumes.ts';
import { circumstancesOf, containerOf, newPodOf } from '../../../../support/circumstances.ts';

const CONFIG: PodConfig = {
  configMaps: { app: { a: Buffer.from('A'), b: Buffer.from('B') } },
  secrets: { keys: { token: Buffer.from('T') } },
  version: 'v1',
};

const filesOf = (volume: Omit<Volume, 'name'>): string[] =>
  volumeFiles({ name: 'v', ...volume }, newPodOf(), circumstancesOf({ config: CONFIG })).map(
    ({ path, mode, content }) => `${path} ${mode.toString(8)} ${Buffer.from(content).toString()}`,
  );

describe('the files of a volume', () => {
  test.each<[string, Omit<Volume, 'name'>, string[]]>([
    ['are all keys', { configMap: { name: 'app' } }, ['a 644 A', 'b 644 B']],
    ['are none where there is nothing', { configMap: { name: 'nope', optional: true } }, []],
    [
      'are the items alone, each with its mode',
      { configMap: { name: 'app', defaultMode: 0o400, items: [{ key: 'b', path: 'x/b', mode: 0o755 }] } },
      ['x/b 755 B'],
    ],
    ['have the default mode', { secret: { secretName: 'keys', defaultMode: 0o400 } }, ['token 400 T']],
    [
      'of one path are the last of them',
      {
        projected: {
          defaultMode: 0o440,
          sources: [
            { configMap: { name: 'app', items: [{ key: 'a', path: 'p' }] } },
            { secret: { name: 'keys', items: [{ key: 'token', path: 'p' }] } },
          ],
        },
      },
      ['p 440 T'],
    ],
    [
      'tell of the pod',
      { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ['name 644 shop'],
    ],
  ])('%s', (_, volume, files) => {
    expect(filesOf(volume)).toEqual(files);
  });

  test('lie in a folder of their version, to which a link leads', () => {
    const files = [{ path: 'deep/f', mode: 0o400, content: Buffer.from('x') }];
    const lines = (fsGroup?: number) =>
      fileTree('0/', files, 'v1', fsGroup).map(({ name, mode, gid = 0, target }) =>
        [name, mode.toString(8), gid, ...(target === undefined ? [] : [target])].join(' '),
      );
    expect(lines()).toEqual([
      '0/ 755 0',
      '0/..v1/ 755 0',
      '0/..v1/deep/ 755 0',
      '0/..v1/deep/f 400 0',
      '0/..data 777 0 ..v1',
      '0/deep 777 0 ..data/deep',
    ]);
    expect(lines(7)).toContain('0/..v1/deep/f 440 7');
    expect(lines(7)).toContain('0/..v1/ 2755 7');
  });
});

describe('a volume of the engine', () => {
  const pod = newPodOf();
  test('is named so that people know whose it is', () => {
    expect(engineVolume(pod, { name: 'v', emptyDir: {} })).toMatchObject({
      name: 'v.web-b7f9d5c4x8-k2x9p.shop.c0ffee00',
      labels: { 'berth.dev/managed': 'true', 'io.kubernetes.pod.uid': pod.uid, 'berth.dev/pod-volume': 'v' },
    });
    expect(engineVolume(pod, { name: 'v', persistentVolumeClaim: { claimName: 'data' } })).toMatchObject({
      name: 'data.shop.claim',
      labels: { 'berth.dev/managed': 'true', 'berth.dev/claim': 'shop/data' },
    });
  });

  test('has options where it lies in memory or on another machine', () => {
    const emptyDir = { medium: 'Memory', sizeLimit: '8Mi' };
    expect(engineVolume(pod, { name: 'v', emptyDir })).toMatchObject({
      driverOptions: { type: 'tmpfs', device: 'tmpfs', o: 'mode=0777,size=8388608' },
    });
    const nfs = { server: 'files.example', path: '/x', readOnly: true };
    expect(engineVolume(pod, { name: 'v', nfs })).toMatchObject({
      driverOptions: { type: 'nfs', device: ':/x', o: 'addr=files.example,ro' },
    });
  });

  test('lies on the disk where only a part of it is mounted', () => {
    const volumeMounts = [{ name: 'v', mountPath: '/v', subPath: 'p' }];
    const inPart = newPodOf({ containers: [containerOf({ volumeMounts })] });
    expect(engineVolume(inPart, { name: 'v', emptyDir: { medium: 'Memory' } })).not.toHaveProperty(
      'driverOptions',
    );
  });

  test('of a kind that is not to be had here is refused by name', () => {
    const volume = { name: 'v', csi: { driver: 'x' } };
    expect(() => engineVolume(pod, volume)).toThrow('volume "v": there are no volumes of type csi here');
  });
});

describe('a mount', () => {
  const mountsOf = (
    volume: Omit<Volume, 'name'>,
    mount: Partial<VolumeMount>,
    spec: Partial<PodSpec> = {},
  ) => {
    const container = containerOf({
      volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }],
      env: [{ name: 'WHO', value: 'me' }],
    });
    const pod = newPodOf({ ...spec, containers: [container], volumes: [{ name: 'v', ...volume }] });
    const roots = new Map([['v', '/volumes/v']]);
    return mountSettings(pod, container.name, circumstancesOf({ config: CONFIG, volumeRoots: roots }));
  };

  test.each<[string, Omit<Volume, 'name'>, Partial<VolumeMount>, object]>([
    ['of a disk', { emptyDir: {} }, {}, { Type: 'volume', ReadOnly: false }],
    ['that may only be read', { emptyDir: {} }, { readOnly: true }, { ReadOnly: true }],
    ['of a ConfigMap may only be read', { configMap: { name: 'app' } }, {}, { ReadOnly: true }],
    [
      'of a claim that may only be read',
      { persistentVolumeClaim: { claimName: 'data', readOnly: true } },
      {},
      { Source: 'data.shop.claim', ReadOnly: true },
    ],
    ['of a part', { emptyDir: {} }, { subPath: 'a/b/' }, { Type: 'bind', Source: '/volumes/v/a/b' }],
    ['of a part by name', { emptyDir: {} }, { subPathExpr: '$(WHO)' }, { Source: '/volumes/v/me' }],
    ['of a part of the host', { hostPath: { path: '/h' } }, { subPath: 'p' }, { Source: '/h/p' }],
    [
      'of a folder of the host that has to be there',
      { hostPath: { path: '/h', type: 'Directory' } },
      { mountPropagation: 'Bidirectional' },
      { Type: 'bind', Source: '/h', BindOptions: { Propagation: 'rshared' } },
    ],
  ])('%s', (_, volume, mount, expected) => {
    expect(mountsOf(volume, mount).Mounts).toEqual([expect.objectContaining({ Target: '/v', ...expected })]);
  });

  test('of a folder of the host that may be missing is one that the engine makes', () => {
    const host = { hostPath: { path: '/h', type: 'DirectoryOrCreate' } };
    expect(mountsOf(host, {})).toEqual({ Binds: ['/h:/v:rw'] });
    expect(mountsOf(host, { readOnly: true, mountPropagation: 'HostToContainer' })).toEqual({
      Binds: ['/h:/v:ro,rslave'],
    });
  });

  test.each([{ subPath: '../x' }, { subPath: 'a/../../x' }, { subPath: '/x' }, { subPathExpr: '$(NOPE)' }])(
    'does not lead out of its volume: %j',
    (mount) => {
      expect(() => mountsOf({ emptyDir: {} }, mount)).toThrow(/subPath/);
    },
  );
});
