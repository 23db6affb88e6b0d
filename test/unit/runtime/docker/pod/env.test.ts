import { describe, expect, test } from 'vitest';
import type { EnvFromSource } from '../../../../../src/model/env.ts';
import type { PodConfig } from '../../../../../src/model/pod-config.ts';
import type { EnvVar } from '../../../../../src/model/workload.ts';
import { containerEnv } from '../../../../../src/runtime/docker/pod/env.ts';
import { circumstancesOf, containerOf, newPodOf } from '../../../../support/circumstances.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const CONFIG: PodConfig = {
  configMaps: { app: { LEVEL: bytes('debug'), MODE: bytes('$(LEVEL)') } },
  secrets: { keys: { TOKEN: bytes('s3cr3t'), LEVEL: bytes('hidden') } },
  version: 'v1',
};

const POD = newPodOf(
  { serviceAccountName: 'robot' },
  { labels: { b: '2', a: '1' }, annotations: { 'example.com/note': 'a "b"' } },
);

const envOf = (env: EnvVar[], envFrom: EnvFromSource[] = [], resources = {}): object =>
  Object.fromEntries(
    containerEnv(POD, containerOf({ env, envFrom, resources }), circumstancesOf({ config: CONFIG })),
  );

describe('the variables of a container', () => {
  test('see those before them, not those after', () => {
    const env = [
      { name: 'URL', value: 'http://$(HOST):$(PORT)' },
      { name: 'HOST', value: 'db' },
      { name: 'PORT', value: '80' },
      { name: 'FULL', value: '$(HOST):$(PORT)' },
    ];
    expect(envOf(env)).toMatchObject({ URL: 'http://$(HOST):$(PORT)', FULL: 'db:80' });
  });

  test('are empty without a value, and the last of one name counts', () => {
    const env = [{ name: 'A' }, { name: 'B', value: '1' }, { name: 'B', value: '$(B)2' }];
    expect(envOf(env)).toEqual({ A: '', B: '12' });
  });

  test('come from whole ConfigMaps and Secrets, with a prefix, later ones over earlier ones', () => {
    const from = [{ configMapRef: { name: 'app' } }, { prefix: 'K_', secretRef: { name: 'keys' } }];
    expect(envOf([], from)).toEqual({
      LEVEL: 'debug',
      MODE: '$(LEVEL)',
      K_TOKEN: 's3cr3t',
      K_LEVEL: 'hidden',
    });
    expect(envOf([], [from[0] ?? {}, { secretRef: { name: 'keys' } }])).toMatchObject({ LEVEL: 'hidden' });
    expect(envOf([{ name: 'LEVEL', value: 'own' }], from)).toMatchObject({ LEVEL: 'own' });
  });

  test('come from single keys, are not expanded there, and are unset where nothing is', () => {
    const env: EnvVar[] = [
      { name: 'A', valueFrom: { configMapKeyRef: { name: 'app', key: 'MODE' } } },
      { name: 'B', valueFrom: { secretKeyRef: { name: 'keys', key: 'TOKEN' } } },
      { name: 'C', valueFrom: { secretKeyRef: { name: 'keys', key: 'NOPE', optional: true } } },
      { name: 'D', valueFrom: { configMapKeyRef: { name: 'nope', key: 'MODE', optional: true } } },
      { name: 'E', value: '$(B)!' },
    ];
    expect(envOf(env)).toEqual({ A: '$(LEVEL)', B: 's3cr3t', E: 's3cr3t!' });
  });

  test.each([
    ['metadata.name', 'web-b7f9d5c4x8-k2x9p'],
    ['metadata.namespace', 'shop'],
    ['metadata.uid', 'c0ffee00-0000-4000-8000-000000000000'],
    ["metadata.labels['a']", '1'],
    ["metadata.labels['nope']", ''],
    ["metadata.annotations['example.com/note']", 'a "b"'],
    ['metadata.labels', 'a="1"\nb="2"'],
    ['spec.nodeName', 'docker'],
    ['spec.serviceAccountName', 'robot'],
    ['status.podIP', '172.18.128.7'],
    ['status.podIPs', '172.18.128.7'],
    ['status.hostIP', '172.18.0.1'],
  ])('say of the pod: %s is %s', (fieldPath, value) => {
    expect(envOf([{ name: 'X', valueFrom: { fieldRef: { fieldPath } } }])).toEqual({ X: value });
  });

  test('hold the host address where the pod is on the network of the host', () => {
    const env = [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }];
    const variables = containerEnv(POD, containerOf({ env }), circumstancesOf({ place: undefined }));
    expect(variables.get('X')).toBe('172.18.0.1');
  });

  test.each([
    ['limits.cpu', undefined, '1'],
    ['limits.cpu', '1m', '500'],
    ['limits.memory', undefined, '134217728'],
    ['limits.memory', '1Mi', '128'],
    ['limits.memory', '100Mi', '2'],
    ['requests.cpu', '1m', '250'],
    ['requests.memory', '1Mi', '128'],
    ['limits.ephemeral-storage', '1Mi', '0'],
  ])('say of the resources: %s by %s is %s', (resource, divisor, value) => {
    const resources = { limits: { cpu: '500m', memory: '128Mi' }, requests: { cpu: '250m' } };
    const resourceFieldRef = { resource, ...(divisor !== undefined && { divisor }) };
    expect(envOf([{ name: 'X', valueFrom: { resourceFieldRef } }], [], resources)).toEqual({ X: value });
  });

  test('hold what the machine has where there is no limit', () => {
    const of = (resource: string) => ({ name: resource, valueFrom: { resourceFieldRef: { resource } } });
    expect(envOf([of('limits.cpu'), of('limits.memory'), of('requests.cpu')])).toEqual({
      'limits.cpu': '2',
      'limits.memory': '4294967296',
      'requests.cpu': '0',
    });
  });
});
