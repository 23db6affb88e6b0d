import { describe, expect, test } from 'vitest';
import type { Resource } from '../../../src/model/resource.ts';
import { refKey, refOf } from '../../../src/model/resource.ts';
import type { PodSpec } from '../../../src/model/workload.ts';
import { resolveConfig } from '../../../src/planner/pod-config.ts';
import { containerOf } from '../../support/circumstances.ts';

const object = (kind: string, name: string, more: object): Resource => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'shop' },
  ...more,
});

const OBJECTS = new Map(
  [
    object('ConfigMap', 'app', { data: { LEVEL: 'debug' }, binaryData: { logo: 'AAH/' } }),
    object('Secret', 'keys', { data: { token: Buffer.from('s3cr3t').toString('base64') } }),
    object('ConfigMap', 'empty', {}),
  ].map((resource) => [refKey(refOf(resource)), resource]),
);

const resolve = (spec: Partial<PodSpec>, namespace = 'shop') =>
  resolveConfig(namespace, { containers: [containerOf()], ...spec }, OBJECTS);

const envFrom = (source: object): Partial<PodSpec> => ({ containers: [containerOf({ envFrom: [source] })] });
const env = (valueFrom: object): Partial<PodSpec> => ({
  containers: [containerOf({ env: [{ name: 'X', valueFrom }] })],
});

describe('what a pod refers to', () => {
  test('is nothing where it says nothing', () => {
    expect(resolve({})).toEqual({ config: { configMaps: {}, secrets: {}, version: 'none' } });
  });

  test('comes as bytes, from wherever it is referred to', () => {
    const app = { LEVEL: Buffer.from('debug'), logo: Buffer.from([0, 1, 255]) };
    const keys = { token: Buffer.from('s3cr3t') };
    const spec = {
      initContainers: [containerOf({ envFrom: [{ configMapRef: { name: 'app' } }] })],
      volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'keys' } }] } }],
    };
    expect(resolve(spec)).toMatchObject({ config: { configMaps: { app }, secrets: { keys } } });
    expect(resolve({ volumes: [{ name: 'v', secret: { secretName: 'keys' } }] })).toMatchObject({
      config: { configMaps: {}, secrets: { keys } },
    });
    expect(resolve({ volumes: [{ name: 'v', configMap: { name: 'empty' } }] })).toMatchObject({
      config: { configMaps: { empty: {} }, secrets: {} },
    });
  });

  const missing: [string, Partial<PodSpec>, string][] = [
    ['an object for env', envFrom({ configMapRef: { name: 'nope' } }), 'configmap "nope" not found'],
    ['a Secret for env', envFrom({ secretRef: { name: 'app' } }), 'secret "app" not found'],
    [
      'a key for env',
      env({ configMapKeyRef: { name: 'app', key: 'NOPE' } }),
      "couldn't find key NOPE in ConfigMap shop/app",
    ],
    [
      'a key of a Secret',
      env({ secretKeyRef: { name: 'keys', key: 'NOPE' } }),
      "couldn't find key NOPE in Secret shop/keys",
    ],
    ['a volume', { volumes: [{ name: 'v', configMap: { name: 'nope' } }] }, 'configmap "nope" not found'],
    [
      'an item of a volume',
      { volumes: [{ name: 'v', secret: { secretName: 'keys', items: [{ key: 'NOPE', path: 'p' }] } }] },
      "couldn't find key NOPE in Secret shop/keys",
    ],
  ];
  test.each(missing)('is missed by name: %s', (_, spec, words) => {
    expect(resolve(spec)).toEqual({ missing: words });
  });

  test('is not what has its name in another namespace', () => {
    expect(resolve(envFrom({ configMapRef: { name: 'app' } }), 'other')).toEqual({
      missing: 'configmap "app" not found',
    });
  });

  test.each([
    envFrom({ configMapRef: { name: 'nope', optional: true } }),
    env({ secretKeyRef: { name: 'keys', key: 'NOPE', optional: true } }),
    { volumes: [{ name: 'v', configMap: { name: 'nope', optional: true } }] },
  ])('may be missing where it is optional: %j', (spec) => {
    expect(resolve(spec)).toHaveProperty('config');
  });
});
